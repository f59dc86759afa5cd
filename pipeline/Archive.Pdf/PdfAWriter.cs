using System.Globalization;
using System.Text;
using Archive.Pdf.TextLayer;
using Archive.Pdf.Writing;

namespace Archive.Pdf;

/// <summary>
/// Writes a PDF/A-2u file (ISO 19005-2, level U) page by page to a stream that need not seek. What is held in memory is a few dozen
/// bytes per page (offsets, the open nodes of the page tree) and the bookmarks, never page content. The same document
/// information and pages always give the same bytes. Not thread-safe; the stream stays open.
/// </summary>
public sealed class PdfAWriter : IDisposable
{
    private readonly PdfDocumentInfo _info;
    private readonly PdfObjectWriter _writer;
    private readonly PageTree _pages;
    private readonly PageLabels _labels = new();
    private readonly Outline _outline = new();
    private readonly TextFonts _fonts;
    private readonly TextLayerWriter _text;
    private bool _finished;

    /// <summary>Begins the file.</summary>
    /// <exception cref="ArgumentException">The title is empty, or a language is no BCP 47 tag.</exception>
    public PdfAWriter(Stream output, PdfDocumentInfo info)
    {
        if (PdfText.Clean(info.Title, PdfText.LongestTitle).Length == 0) throw new ArgumentException("A PDF/A file has a title.", nameof(info));
        if (info.Languages.FirstOrDefault(tag => !IsLanguageTag(tag)) is { } wrong)
            throw new ArgumentException($"'{wrong}' is not a BCP 47 language tag such as lv, ru or en.", nameof(info));
        (_info, _writer) = (info, new(output));
        (_pages, _fonts) = (new(_writer), new(_writer));
        _text = new(_fonts);
    }

    /// <summary>The number of pages written.</summary>
    public int PageCount => _pages.Count;

    /// <summary>Writes a page; nothing of it is kept.</summary>
    /// <exception cref="ArgumentException">The page has no size, or its image data contradicts its description.</exception>
    public void AddPage(PdfPage page)
    {
        ObjectDisposedException.ThrowIf(_finished, this);
        var geometry = PageGeometry.Of(page);
        var canvas = new PageCanvas(_writer, geometry);
        page.Appearance.Paint(canvas);
        var fonts = page.Text is { } text ? _text.Write(text, geometry, canvas.Content) : "";
        var contents = _writer.WriteFlateStream("", Encoding.Latin1.GetBytes(canvas.Content.ToString()));
        var number = _writer.Allocate();
        _writer.WriteObject(number, PageBody(_pages.Add(number), geometry, canvas.XObjects, fonts, contents));
        _labels.Add(PdfText.Clean(page.Label ?? _pages.Count.ToString(CultureInfo.InvariantCulture), PdfText.LongestTitle));
        foreach (var bookmark in page.Bookmarks) _outline.Add(bookmark, number);
    }

    /// <summary>Writes fonts, page tree, labels, bookmarks, metadata and the cross-reference table. The file is complete after it.</summary>
    /// <exception cref="InvalidOperationException">No page was added.</exception>
    public void Finish()
    {
        ObjectDisposedException.ThrowIf(_finished, this);
        if (_pages.Count == 0) throw new InvalidOperationException("A PDF has at least one page.");
        _finished = true;
        _fonts.Finish();
        var catalog = new StringBuilder($"<< /Type /Catalog /Pages {PdfSyntax.Reference(_pages.Finish())} /PageLabels {PdfSyntax.Reference(_labels.Write(_writer))}");
        if (!_outline.IsEmpty) catalog.Append($" /Outlines {PdfSyntax.Reference(_outline.Write(_writer))} /PageMode /UseOutlines");
        if (_info.Languages.Count > 0) catalog.Append($" /Lang {PdfSyntax.AsciiString(_info.Languages[0])}");
        catalog.Append($" /OutputIntents [{PdfSyntax.Reference(WriteOutputIntent())}] /ViewerPreferences << /DisplayDocTitle true >>");
        var info = WriteInfo();
        var digest = _writer.CurrentDigest();
        var metadata = _writer.WriteStream("/Type /Metadata /Subtype /XML", XmpPacket.Write(_info, digest));
        var root = _writer.WriteObject(catalog.Append($" /Metadata {PdfSyntax.Reference(metadata)} >>").ToString());
        _writer.Finish(root, info, digest.AsSpan(0, 16));
    }

    public void Dispose()
    {
        _finished = true;
        _writer.Dispose();
    }

    private static string PageBody(int parent, PageGeometry geometry, string images, string fonts, int contents)
    {
        var resources = (images.Length > 0 ? $" /XObject << {images} >>" : "") + (fonts.Length > 0 ? $" /Font << {fonts} >>" : "");
        var unit = geometry.UserUnit > 1 ? $" /UserUnit {PdfSyntax.Number(geometry.UserUnit)}" : "";
        return $"<< /Type /Page /Parent {PdfSyntax.Reference(parent)} /MediaBox [0 0 {PdfSyntax.Number(geometry.Width)} {PdfSyntax.Number(geometry.Height)}]{unit}" +
            $" /Resources <<{resources} >> /Contents {PdfSyntax.Reference(contents)} >>";
    }

    private int WriteOutputIntent()
    {
        var profile = _writer.WriteFlateStream("/N 3 /Alternate /DeviceRGB", SrgbProfile.Create());
        var name = PdfSyntax.AsciiString("sRGB IEC61966-2.1");
        return _writer.WriteObject(
            $"<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier {name} /Info {name} /RegistryName {PdfSyntax.AsciiString("http://www.color.org")} /DestOutputProfile {PdfSyntax.Reference(profile)} >>");
    }

    private int WriteInfo()
    {
        string Text(string value) => PdfSyntax.TextString(PdfText.Clean(value, PdfText.LongestTitle));
        var dates = _info.CreatedAt is { } created ? $" /CreationDate {PdfSyntax.Date(created)} /ModDate {PdfSyntax.Date(created)}" : "";
        return _writer.WriteObject(
            $"<< /Title {Text(_info.Title)} /Creator {Text(_info.CreatorTool)} /Producer {Text(_info.Producer)}{dates} >>");
    }

    private static bool IsLanguageTag(string tag) =>
        tag.Split('-') is [{ Length: >= 2 and <= 8 } primary, .. var subtags]
        && primary.All(char.IsAsciiLetter)
        && subtags.All(subtag => subtag.Length is >= 1 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit));
}
