using Archive.Domain;
using Archive.Imaging;
using Archive.Imaging.Decoding;
using Archive.Imaging.Formats;
using Archive.Pipeline.Receive.Decoding;

namespace Archive.Pipeline.Receive.Pdf;

/// <summary>Takes the one image out that makes up a page, if there is one.</summary>
internal static class PdfCoveringImage
{
    /// <summary>Resolution, or nearly, of the rendering compared with: an 8-point letter still has two dozen pixels.</summary>
    private const double ComparisonDpi = 75;

    /// <summary>
    /// Levels by which two blurred renditions of the same image may differ beyond a shift of one pixel: colour management and rounding.
    /// On bitonal text at 300 dpi, the hardest case, the most found was 37; one small letter too many gives 88.
    /// </summary>
    private const int Tolerance = 40;

    /// <summary>Pixels that may differ before something else is held to show: less than one letter.</summary>
    private const int MostUnlike = 6;

    private const double SizeTolerance = 0.02;

    /// <summary>The page as its image, or null where the page has to be rendered.</summary>
    public static DecodedPage? TryTake(PdfPageReader page, PdfPageFacts facts, IReadOnlyList<PdfImageFacts> images)
    {
        if (images is not [{ IsMask: false } only] || !CoversPage(only, facts)) return null;
        if (Decode(page, only) is not { } decoded) return null;
        page.ImageDamage = decoded.Damage;
        using var shown = page.Render(ComparisonDpiFor(only));
        var match = Match(decoded.Image, shown, facts);
        if (match is null)
        {
            decoded.Image.Dispose();
            return null;
        }

        var stored = match.Value.Inverted ? Replace(decoded.Image, decoded.Image.Invert()) : decoded.Image;
        var upright = Upright.Apply(stored, match.Value.Orientation);
        return new(upright.Image, DpiOf(upright.Image, facts), upright.ClockwiseDegrees, decoded.Damage) { MasterToImage = upright.FromStored };
    }

    // A whole fraction of the image's own resolution, so that both sides average the same squares of pixels.
    private static double ComparisonDpiFor(PdfImageFacts image) =>
        Math.Max(image.PpiX, image.PpiY) is var native && native <= ComparisonDpi ? native : native / Math.Round(native / ComparisonDpi);

    // Sideways too: the image may be turned on the page.
    private static bool CoversPage(PdfImageFacts image, PdfPageFacts facts)
    {
        var (width, height) = (facts.Width / 72, facts.Height / 72);
        return Near(image.InchesWide, width) && Near(image.InchesHigh, height) || Near(image.InchesWide, height) && Near(image.InchesHigh, width);
    }

    private static bool Near(double inches, double expected) => Math.Abs(inches - expected) <= SizeTolerance * expected;

    private static DecodedImage? Decode(PdfPageReader page, PdfImageFacts expected)
    {
        if (page.TakeOutImages() is not [var file]) return null;
        try
        {
            var decoded = Decode(file, page.WorkFolder);
            if (decoded is null || (decoded.Image.Width, decoded.Image.Height) == (expected.Width, expected.Height)) return decoded;
            decoded.Image.Dispose();
            return null;
        }
        catch (ImagingException)
        {
            // An image that only poppler can read is rendered.
            return null;
        }
    }

    private static DecodedImage? Decode(string file, string workFolder)
    {
        if (Path.GetExtension(file) is ".ppm" or ".pbm" or ".pgm") return new(PixelForms.WithoutNeedlessGrays(PnmDecoding.Decode(file)), null);
        using var stream = File.OpenRead(file);
        if (ImageInspector.Inspect(stream) is not ImageInspection.Accepted { Pages: [var header] } accepted) return null;
        return ImageDecoder.Decode(file, accepted.Format, header, workFolder) is StageOutcome<DecodedImage>.Done done ? done.Value : null;
    }

    private static (int Orientation, bool Inverted)? Match(Pix image, Pix shown, PdfPageFacts facts)
    {
        var target = ColourThumbnail.Of(shown, shown.Width, shown.Height).Blurred();
        // Nearly always one of the two is enough.
        var lying = new Lazy<ColourThumbnail>(() => ColourThumbnail.Of(image, target.Width, target.Height).Blurred());
        var standing = new Lazy<ColourThumbnail>(() => ColourThumbnail.Of(image, target.Height, target.Width).Blurred());
        var (best, unlike) = (((int, bool)?)null, MostUnlike + 1);
        foreach (var inverted in new[] { false, true })
        {
            foreach (var orientation in ByLikelihood(facts.Rotation))
            {
                var candidate = (orientation >= 5 ? standing : lying).Value.Turned(orientation);
                var count = (inverted ? candidate.Inverted() : candidate).CountUnlike(target, Tolerance);
                if (count < unlike) (best, unlike) = ((orientation, inverted), count);
                if (unlike == 0) return best;
            }
        }

        return best;
    }

    // What /Rotate alone would make comes first: on an empty page every orientation looks the same.
    private static int[] ByLikelihood(int rotation)
    {
        int[] turns = [1, 6, 3, 8];
        var first = turns[rotation / 90];
        return [first, .. turns.Where(turn => turn != first), 2, 4, 5, 7];
    }

    private static Dpi? DpiOf(Pix image, PdfPageFacts facts) =>
        MetadataResolution.Of(image.Width * 72 / facts.ShownWidth, image.Height * 72 / facts.ShownHeight);

    private static Pix Replace(Pix old, Pix made)
    {
        old.Dispose();
        return made;
    }
}
