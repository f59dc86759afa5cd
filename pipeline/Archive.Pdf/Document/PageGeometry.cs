using Archive.Domain;

namespace Archive.Pdf;

/// <summary>
/// The size of a page in user space. A page boundary lies between 3 and 14,400 units in each direction (ISO 19005-2, 6.1.13):
/// a larger page gets a larger unit and so keeps its physical size, a smaller one grows to 3 units.
/// </summary>
/// <param name="Width">Width in units of <paramref name="UserUnit"/> / 72 inch.</param>
/// <param name="Height">Height in the same units.</param>
/// <param name="UserUnit">Size of the unit in 1/72 inch, at least 1.</param>
internal readonly record struct PageGeometry(double Width, double Height, double UserUnit)
{
    private const double Smallest = 3;
    private const double Largest = 14_400;

    public static PageGeometry Of(PdfPage page)
    {
        if (page.Width <= 0 || page.Height <= 0)
            throw new ArgumentException($"A page of {page.Width} × {page.Height} pixels is empty.", nameof(page));
        if (!(page.Dpi.Value > 0) || !double.IsFinite(page.Dpi.Value))
            throw new ArgumentException($"A page cannot have {page.Dpi.Value} dots per inch.", nameof(page));
        var (width, height) = (page.Width * 72.0 / page.Dpi.Value, page.Height * 72.0 / page.Dpi.Value);
        var unit = Math.Max(1, Math.Ceiling(Math.Max(width, height) / Largest));
        return new(Fit(width / unit), Fit(height / unit), unit);
    }

    private static double Fit(double length) => Math.Clamp(Math.Round(length, 3), Smallest, Largest);
}
