using System.Globalization;
using System.Text;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Imaging;

namespace Archive.Pipeline.Viewing;

/// <summary>Makes pictures of encoded page images, inside a page worker process.</summary>
public sealed class PageViewProcessor : IPageProcessor
{
    /// <summary>libjpeg's scale; for eyes, of images that were compressed once before.</summary>
    private const int Quality = 82;

    private const int BitonalThreshold = 160;

    public PageRecipe Recipe { get; } = new(
        Sha256Digest.Of(Encoding.UTF8.GetBytes($"view {Pix.LibraryVersion}")), new Dictionary<string, string> { ["leptonica"] = Pix.LibraryVersion });

    public PageWorkResult Process(PageWork work, CancellationToken cancellation)
    {
        var view = work.View ?? throw new NotSupportedException("This worker makes pictures only.");
        using var levels = new ImageLevels(File.ReadAllBytes(work.MasterPath), view);
        var paths = new List<string>();
        foreach (var rendition in view.Renditions)
        {
            cancellation.ThrowIfCancellationRequested();
            var path = Path.Combine(work.OutputFolder, string.Create(CultureInfo.InvariantCulture, $"{paths.Count}.{(rendition.Format == RenditionFormat.Png ? "png" : "jpg")}"));
            File.WriteAllBytes(path, Encode(levels, rendition));
            paths.Add(path);
        }

        return new(new() { Outcome = PageOutcome.Done }, null, null, null) { Renditions = paths };
    }

    public void Dispose()
    {
        // Nothing is kept between pages.
    }

    private static byte[] Encode(ImageLevels levels, Rendition rendition)
    {
        using var sized = levels.Cut(rendition.Region, rendition.Width, rendition.Height);
        using var mirrored = rendition.Mirrored ? sized.MirrorLeftRight() : sized.Copy();
        using var turned = mirrored.QuarterTurn(rendition.ClockwiseDegrees);
        using var toned = Tone(turned, rendition.Colour);
        return rendition.Format == RenditionFormat.Png ? toned.EncodePng() : toned.EncodeJpeg(Quality);
    }

    private static Pix Tone(Pix image, RenditionColour colour)
    {
        if (colour == RenditionColour.AsIs) return image.Copy();
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
