using System.Globalization;
using Archive.Imaging;
using Archive.Imaging.Decoding;

namespace Archive.Pipeline.Receive.Pdf;

/// <summary>Asks poppler about one page. Its files in the work folder carry a name of their own and are removed at the end.</summary>
internal sealed class PdfPageReader(PdfTools tools, string path, int number, string workFolder, CancellationToken cancellation)
{
    private readonly string _prefix = $"pdf-{Guid.NewGuid():N}";

    /// <summary>From 1.</summary>
    public int Number => number;

    public string WorkFolder => workFolder;

    /// <summary>The first error that poppler reported on this page; empty where it reported none.</summary>
    public string Complaint { get; private set; } = "";

    /// <summary>What is wrong with the image on the page, which a rendering of it would not tell; null where nothing is.</summary>
    public string? ImageDamage { get; set; }

    public PdfPageFacts ReadFacts() =>
        PdfPageFacts.Parse(Run("pdfinfo", [path]).Output) ?? throw new ImagingException($"page {number} of the PDF has no usable size{Because}");

    public IReadOnlyList<PdfImageFacts> ListImages() => PdfImageFacts.ParseList(Run("pdfimages", ["-list", path]).Output);

    /// <summary>Takes the images of the page out as they are stored, where they are JPEG or JPEG 2000, otherwise as PNM. Paths in order of the list.</summary>
    public IReadOnlyList<string> TakeOutImages()
    {
        Run("pdfimages", ["-j", "-jp2", path, Path.Combine(workFolder, _prefix)]);
        return Files().Order(StringComparer.Ordinal).ToList();
    }

    /// <summary>Renders the page as shown: crop box, turn and annotations applied.</summary>
    public Pix Render(double dpi)
    {
        var root = Path.Combine(workFolder, $"{_prefix}-page");
        Run("pdftoppm", ["-r", dpi.ToString("0.####", CultureInfo.InvariantCulture), "-cropbox", "-singlefile", path, root]);
        var rendered = root + ".ppm";
        if (!File.Exists(rendered)) throw new ImagingException($"page {number} of the PDF cannot be rendered{Because}");
        var image = PnmDecoding.Decode(rendered);
        File.Delete(rendered);
        return image;
    }

    public void RemoveFiles()
    {
        foreach (var file in Files()) File.Delete(file);
    }

    private string Because => Complaint.Length == 0 ? "" : $" ({Complaint})";

    private string[] Files() => Directory.GetFiles(workFolder, _prefix + "*");

    private PdfToolResult Run(string tool, string[] arguments)
    {
        var page = number.ToString(CultureInfo.InvariantCulture);
        var result = tools.Run(tool, ["-f", page, "-l", page, .. arguments], cancellation);
        if (result.TimedOut) throw new ImagingException($"page {number} of the PDF takes longer than the time-out ({tool})");
        if (Complaint.Length == 0) Complaint = result.Complaint;
        return result;
    }
}
