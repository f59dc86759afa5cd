using System.Text;
using Archive.Pdf.Writing;

namespace Archive.Pdf;

/// <summary>
/// The page being written, as appearances see it: origin at the bottom left, y upwards, lengths in user space units.
/// Image data goes to the file at once; only operators are collected.
/// </summary>
public sealed class PageCanvas
{
    private readonly PdfObjectWriter _writer;
    private readonly List<string> _images = [];

    internal PageCanvas(PdfObjectWriter writer, PageGeometry geometry) => (_writer, Geometry) = (writer, geometry);

    /// <summary>Width of the page in user space units.</summary>
    public double Width => Geometry.Width;

    /// <summary>Height of the page in user space units.</summary>
    public double Height => Geometry.Height;

    internal PageGeometry Geometry { get; }

    /// <summary>The operators so far.</summary>
    internal StringBuilder Content { get; } = new();

    /// <summary>The entries of the resource dictionary's XObject category.</summary>
    internal string XObjects => string.Join(' ', _images);

    /// <summary>Writes an image XObject; gives back the name by which operators invoke it. <paramref name="entries"/> excludes Type, Subtype and Length.</summary>
    public string AddImage(string entries, ReadOnlySpan<byte> data)
    {
        var number = _writer.WriteStream($"/Type /XObject /Subtype /Image {entries}", data);
        var name = $"/Im{_images.Count}";
        _images.Add($"{name} {PdfSyntax.Reference(number)}");
        return name;
    }

    /// <summary>Paints an image over the whole page.</summary>
    public void PaintOverPage(string imageName) =>
        Append($"q {PdfSyntax.Number(Width)} 0 0 {PdfSyntax.Number(Height)} 0 0 cm {imageName} Do Q");

    /// <summary>Appends a line of operators.</summary>
    public void Append(string operators) => Content.Append(operators).Append('\n');
}
