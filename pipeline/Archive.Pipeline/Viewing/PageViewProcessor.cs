using System.Globalization;
using System.Text;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Imaging;

namespace Archive.Pipeline.Viewing;

/// <summary>Makes pictures of encoded page images, inside a page worker process, and keeps the images that it decoded last.</summary>
public sealed class PageViewProcessor : IPageProcessor
{
    /// <summary>libjpeg's scale; for eyes, of images that were compressed once before.</summary>
    private const int Quality = 82;

    private const int BitonalThreshold = 160;

    /// <summary>Bytes of decoded images that are kept: about ten pages in colour at 200 dpi, or a hundred at half of that.</summary>
    private const long MostBytesKept = 160_000_000;

    private readonly DecodedImages _images = new(MostBytesKept);

    public PageRecipe Recipe { get; } = new(
        Sha256Digest.Of(Encoding.UTF8.GetBytes($"view {Pix.LibraryVersion}")), new Dictionary<string, string> { ["leptonica"] = Pix.LibraryVersion });

    public PageWorkResult Process(PageWork work, CancellationToken cancellation)
    {
        var view = work.View ?? throw new NotSupportedException("This worker makes pictures only.");
        var paths = _images.With(view, work.MasterPath, levels => Write(levels, view, work.OutputFolder, cancellation));
        return new(new() { Outcome = PageOutcome.Done }, null, null, null) { Renditions = paths };
    }

    public void Dispose() => _images.Dispose();

    private static List<string> Write(ImageLevels levels, PageView view, string folder, CancellationToken cancellation)
    {
        var paths = new List<string>();
        foreach (var rendition in view.Renditions)
        {
            cancellation.ThrowIfCancellationRequested();
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{paths.Count}.{(rendition.Format == RenditionFormat.Png ? "png" : "jpg")}"));
            File.WriteAllBytes(path, Encode(levels, rendition));
            paths.Add(path);
        }

        return paths;
    }

    private static byte[] Encode(ImageLevels levels, Rendition rendition)
    {
        var picture = levels.Cut(rendition.Region, rendition.Width, rendition.Height);
        try
        {
            // Nearly every picture is none of these.
            if (rendition.Mirrored) Become(picture.MirrorLeftRight());
            if (rendition.ClockwiseDegrees != 0) Become(picture.QuarterTurn(rendition.ClockwiseDegrees));
            if (rendition.Colour != RenditionColour.AsIs) Become(Toned(picture, rendition.Colour));
            return rendition.Format == RenditionFormat.Png ? picture.EncodePng() : picture.EncodeJpeg(Quality);
        }
        finally
        {
            picture.Dispose();
        }

        void Become(Pix next)
        {
            picture.Dispose();
            picture = next;
        }
    }

    private static Pix Toned(Pix image, RenditionColour colour)
    {
        var gray = image.ToGray();
        if (colour == RenditionColour.Gray) return gray;
        using (gray)
        {
            using var bitonal = gray.Threshold(BitonalThreshold);
            // JPEG has no bitonal images.
            return bitonal.ToGray();
        }
    }
}
