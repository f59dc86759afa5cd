using System.Globalization;
using System.Text.RegularExpressions;

namespace Archive.Pipeline.Receive.Pdf;

/// <summary>Size and turn of a PDF page as shown.</summary>
/// <param name="Width">Width of the crop box before the turn, in points of 1/72 inch.</param>
/// <param name="Height">Height of the crop box before the turn, in points.</param>
/// <param name="Rotation">Clockwise turn by /Rotate: 0, 90, 180 or 270.</param>
internal sealed partial record PdfPageFacts(double Width, double Height, int Rotation)
{
    public double ShownWidth => Rotation is 90 or 270 ? Height : Width;

    public double ShownHeight => Rotation is 90 or 270 ? Width : Height;

    /// <summary>Reads what <c>pdfinfo -f N -l N</c> prints of one page; null where it prints no usable size.</summary>
    public static PdfPageFacts? Parse(string output)
    {
        var size = SizeLine().Match(output);
        if (!size.Success) return null;
        var (width, height) = (Number(size.Groups[1]), Number(size.Groups[2]));
        var rotation = RotationLine().Match(output) is { Success: true } line ? (int)Number(line.Groups[1]) : 0;
        return width > 0 && height > 0 && double.IsFinite(width * height) ? new(width, height, ((rotation % 360) + 360) % 360) : null;
    }

    private static double Number(Group group) => double.Parse(group.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Page +\d+ size: +([0-9.e+]+) x ([0-9.e+]+) pts", RegexOptions.Multiline)]
    private static partial Regex SizeLine();

    [GeneratedRegex(@"^Page +\d+ rot: +(-?\d+)", RegexOptions.Multiline)]
    private static partial Regex RotationLine();
}

/// <summary>One image drawn on a page, as <c>pdfimages -list</c> tells it.</summary>
/// <param name="Type">image, mask, smask or stencil.</param>
/// <param name="PpiX">Pixels per inch on the page along the image's rows; 0 where unknown.</param>
/// <param name="PpiY">Pixels per inch on the page along the image's columns; 0 where unknown.</param>
internal sealed record PdfImageFacts(string Type, int Width, int Height, double PpiX, double PpiY)
{
    private const int ColumnType = 2;
    private const int ColumnWidth = 3;
    private const int ColumnHeight = 4;
    private const int ColumnPpiX = 12;
    private const int ColumnPpiY = 13;

    public bool IsMask => Type is "mask" or "smask";

    /// <summary>Width on the page in inches; 0 where unknown.</summary>
    public double InchesWide => PpiX > 0 ? Width / PpiX : 0;

    /// <summary>Height on the page in inches; 0 where unknown.</summary>
    public double InchesHigh => PpiY > 0 ? Height / PpiY : 0;

    public static IReadOnlyList<PdfImageFacts> ParseList(string output) =>
        output.Split('\n').Skip(2).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(Parse).OfType<PdfImageFacts>().ToList();

    // An inline image has "[inline]" where others have object number and generation: one column less.
    private static PdfImageFacts? Parse(string[] columns)
    {
        var missing = columns.Contains("[inline]") ? 1 : 0;
        if (columns.Length <= ColumnPpiY - missing) return null;
        return int.TryParse(columns[ColumnWidth], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(columns[ColumnHeight], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            ? new(columns[ColumnType], width, height, Ppi(columns[ColumnPpiX - missing]), Ppi(columns[ColumnPpiY - missing]))
            : null;
    }

    private static double Ppi(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : 0;
}
