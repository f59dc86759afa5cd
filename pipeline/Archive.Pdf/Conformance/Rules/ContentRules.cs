using Archive.Pdf.Conformance.Reading;

namespace Archive.Pdf.Conformance.Rules;

/// <summary>
/// A page's content stream: defined operators only, colours that the output intent covers, nesting of graphics states, resources that
/// exist (6.1.13, 6.2.2, 6.2.4.3, 6.2.6). Collects the CIDs that each font is shown with.
/// </summary>
internal sealed class ContentRules
{
    private const int DeepestStates = 28;

    private static readonly HashSet<string> Operators = [.. (
        "b B b* B* BDC BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh " +
        "T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"").Split(' ')];

    private readonly CheckContext _context;
    private readonly PdfDictionary _fonts, _images, _states;
    private readonly int? _page;
    private readonly List<PdfValue> _operands = [];
    private readonly Stack<HashSet<int>?> _saved = [];
    private HashSet<int>? _shown;

    private ContentRules(CheckContext context, PdfDictionary resources, int? page)
    {
        (_context, _page) = (context, page);
        _fonts = context.File.Dictionary(resources["Font"]);
        _images = context.File.Dictionary(resources["XObject"]);
        _states = context.File.Dictionary(resources["ExtGState"]);
    }

    public static void Check(CheckContext context, PdfDictionary page, PdfDictionary resources, int? number)
    {
        var contents = context.File.Resolve(page["Contents"]);
        PdfValue[] parts = contents is PdfArray array ? [.. array.Items] : [contents];
        // Streams of one page are one content (ISO 32000-1, 7.8.2).
        var data = parts.Select(context.File.Resolve).OfType<PdfStream>().SelectMany(stream => context.File.DecodedData(stream).Append((byte)'\n')).ToArray();
        new ContentRules(context, resources, number).Run(new(data));
    }

    private void Run(PdfLexer lexer)
    {
        while (!lexer.AtEnd())
        {
            var token = lexer.Read();
            if (token is not PdfKeyword word)
            {
                _operands.Add(token);
                continue;
            }
            if (!Execute(word.Value)) return;
            _operands.Clear();
        }
    }

    /// <summary>Judges an operator; false where reading cannot go on.</summary>
    private bool Execute(string name)
    {
        if (name == "BI")
        {
            _context.Report("6.1.10", "The content has an inline image, which is not judged here.", _page);
            return false;
        }
        _context.Require(Operators.Contains(name), "6.2.2", $"Operator {name} is not defined.", _page);
        CheckColour(name);
        CheckState(name);
        CheckText(name);
        return true;
    }

    private void CheckColour(string name)
    {
        if (name is "K" or "k") _context.Report("6.2.4.3", "The content uses DeviceCMYK, which the output intent does not cover.", _page);
        if (name is "RG" or "rg") _context.Require(_context.OutputColourSpace == "RGB ", "6.2.4.3", "DeviceRGB without an RGB output intent.", _page);
        if (name is "G" or "g") _context.Require(_context.OutputColourSpace is not null, "6.2.4.3", "DeviceGray without output intent.", _page);
        if (name is "CS" or "cs" or "sh" or "scn" or "SCN") _context.Report("6.2.4", "The content uses a colour space that is not judged here.", _page);
        if (name == "ri")
            _context.Require(Operand(0) is PdfName { Value: "RelativeColorimetric" or "AbsoluteColorimetric" or "Perceptual" or "Saturation" }, "6.2.6", "Unknown rendering intent.", _page);
    }

    private void CheckState(string name)
    {
        if (name == "q")
        {
            _saved.Push(_shown);
            _context.Require(_saved.Count <= DeepestStates, "6.1.13", $"Graphics states are nested deeper than {DeepestStates}.", _page);
        }
        if (name == "Q" && _saved.TryPop(out var font)) _shown = font;
        if (name == "Do") _context.Require(Operand(0) is PdfName image && _images.Has(image.Value), "6.2.2", "An XObject is not among the page's resources.", _page);
        if (name == "gs") _context.Require(Operand(0) is PdfName state && _states.Has(state.Value), "6.2.2", "A graphics state is not among the page's resources.", _page);
    }

    private void CheckText(string name)
    {
        switch (name)
        {
            case "Tf":
                SelectFont();
                break;
            case "Tj" or "'" or "\"" when _operands is [.., PdfString text]:
                Show(text);
                break;
            case "TJ" when _operands is [PdfArray texts]:
                foreach (var text in texts.Items.OfType<PdfString>()) Show(text);
                break;
        }
    }

    private void SelectFont()
    {
        _shown = null;
        if (Operand(0) is not PdfName name || _fonts[name.Value] is not PdfReference font)
        {
            _context.Report("6.2.2", "A font is not among the page's resources.", _page);
            return;
        }
        if (!_context.UsedFonts.TryGetValue(font.Number, out _shown)) _context.UsedFonts[font.Number] = _shown = [];
    }

    /// <summary>Codes are read as Identity-H has them, two bytes each; fonts with another encoding are reported by the font rules.</summary>
    private void Show(PdfString text)
    {
        _context.Require(_shown is not null, "6.2.11.2", "Text is shown without a font.", _page);
        _context.Require(text.Bytes.Length % 2 == 0, "6.2.11.3.1", "A string has half a code.", _page);
        for (var index = 0; index + 1 < text.Bytes.Length; index += 2) _shown?.Add(text.Bytes[index] << 8 | text.Bytes[index + 1]);
    }

    private PdfValue? Operand(int index) => index < _operands.Count ? _operands[index] : null;
}
