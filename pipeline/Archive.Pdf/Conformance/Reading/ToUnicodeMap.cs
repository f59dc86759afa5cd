using System.Text;

namespace Archive.Pdf.Conformance.Reading;

/// <summary>A ToUnicode CMap (ISO 32000-1, 9.10.3): from two-byte codes to text.</summary>
internal sealed class ToUnicodeMap
{
    private readonly Dictionary<int, string> _texts = [];

    private ToUnicodeMap() { }

    /// <summary>The text of a code; null where the map has none.</summary>
    public string? this[int code] => _texts.GetValueOrDefault(code);

    public static ToUnicodeMap Read(byte[] data)
    {
        var (map, lexer, operands) = (new ToUnicodeMap(), new PdfLexer(data), new List<PdfValue>());
        while (!lexer.AtEnd())
        {
            var token = lexer.Read();
            if (token is not PdfKeyword word)
            {
                operands.Add(token);
                continue;
            }
            if (word.Value == "endbfchar") map.AddCharacters(operands);
            if (word.Value == "endbfrange") map.AddRanges(operands);
            operands.Clear();
        }
        return map;
    }

    private void AddCharacters(List<PdfValue> operands)
    {
        for (var index = 0; index + 1 < operands.Count; index += 2)
        {
            if (operands[index] is PdfString code && operands[index + 1] is PdfString text) _texts[Code(code)] = Text(text);
        }
    }

    private void AddRanges(List<PdfValue> operands)
    {
        for (var index = 0; index + 2 < operands.Count; index += 3)
        {
            if (operands[index] is not PdfString first || operands[index + 1] is not PdfString last) continue;
            for (var code = Code(first); code <= Code(last); code++)
            {
                var step = code - Code(first);
                if (operands[index + 2] is PdfArray list && step < list.Items.Count && list.Items[step] is PdfString item) _texts[code] = Text(item);
                if (operands[index + 2] is PdfString { Bytes.Length: > 0 } start) _texts[code] = Text(new([.. start.Bytes[..^1], (byte)(start.Bytes[^1] + step)], true));
            }
        }
    }

    private static int Code(PdfString code) => code.Bytes.Aggregate(0, (value, next) => (value << 8 | next) & 0xFFFF);

    private static string Text(PdfString text) => Encoding.BigEndianUnicode.GetString(text.Bytes);
}
