using Archive.Domain;
using Archive.Imaging.Despeckle;

namespace Archive.Imaging.Orient;

/// <summary>
/// Finds strips of letter-like ink that lie outside everything that was read: what a recognizer's layout took for a picture or dropped
/// (a column of single letters, a line against a stamp). Text must not be lost silently.
/// </summary>
public static class UnreadInk
{
    /// <summary>Letter heights considered, millimetres.</summary>
    private const double SmallestLetter = 1.2, LargestLetter = 7;

    /// <summary>Letters are of one strip up to this gap, in letter heights.</summary>
    private const double Gap = 1.4;

    /// <param name="page">The bitonal page that was read, reduced.</param>
    /// <param name="reduction">Pixels of the full page per pixel of it.</param>
    /// <param name="read">Boxes of what was read, in pixels of the full page.</param>
    /// <param name="most">How many strips to return at the most, the widest first.</param>
    /// <returns>Strips in pixels of the full page, with a margin.</returns>
    public static IReadOnlyList<PixelRect> Find(BitonalImage page, int reduction, Dpi dpi, IReadOnlyList<PixelRect> read, int most)
    {
        var covered = Cover(page, reduction, read);
        var (smallest, largest) = (dpi.ToPixels(new(SmallestLetter)), dpi.ToPixels(new(LargestLetter)));
        var letters = InkRuns.Of(page).Components.Select(part => part.Bounds)
            .Where(bounds => bounds.Height >= smallest && bounds.Height <= largest && bounds.Width <= 2 * largest && !IsCovered(covered, page, bounds));
        var limits = new PixelRect(0, 0, page.Width * reduction, page.Height * reduction);
        return [.. Strips(letters).OrderByDescending(strip => strip.Width).Take(most).Select(strip => Enlarge(strip, reduction).Intersect(limits))];
    }

    private static BitonalImage Cover(BitonalImage page, int reduction, IReadOnlyList<PixelRect> read)
    {
        var covered = new BitonalImage(page.Width, page.Height, new byte[page.Stride * page.Height]);
        foreach (var box in read)
            for (var y = box.Y / reduction; y < Math.Min(page.Height, box.Bottom / reduction + 1); y++)
                for (var x = Math.Max(0, box.X / reduction); x < Math.Min(page.Width, box.Right / reduction + 1); x++) covered.SetInk(x, y);
        return covered;
    }

    private static bool IsCovered(BitonalImage covered, BitonalImage page, PixelRect bounds) =>
        covered.IsInk(Math.Min(page.Width - 1, bounds.X + bounds.Width / 2), Math.Min(page.Height - 1, bounds.Y + bounds.Height / 2));

    private static List<PixelRect> Strips(IEnumerable<PixelRect> letters)
    {
        var strips = new List<PixelRect>();
        foreach (var letter in letters.OrderBy(letter => letter.X))
        {
            var at = strips.FindLastIndex(strip => Continues(strip, letter));
            if (at < 0) strips.Add(letter);
            else strips[at] = strips[at].Union(letter);
        }

        return strips;
    }

    private static bool Continues(PixelRect strip, PixelRect letter)
    {
        var shared = Math.Min(strip.Bottom, letter.Bottom) - Math.Max(strip.Y, letter.Y);
        var (lower, higher) = (Math.Min(strip.Height, letter.Height), Math.Max(strip.Height, letter.Height));
        return shared >= 0.5 * lower && higher <= 2.5 * lower && letter.X - strip.Right <= Gap * higher;
    }

    private static PixelRect Enlarge(PixelRect strip, int reduction)
    {
        var margin = strip.Height / 3 + 1;
        return PixelRect.FromEdges(
            (strip.X - margin) * reduction, (strip.Y - margin) * reduction, (strip.Right + margin) * reduction, (strip.Bottom + margin) * reduction);
    }
}
