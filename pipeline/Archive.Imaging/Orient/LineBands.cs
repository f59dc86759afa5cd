using Archive.Domain;
using Archive.Imaging.Despeckle;

namespace Archive.Imaging.Orient;

/// <summary>
/// Picks strips that each hold one line of text, from a deskewed page; a few of them, read both ways up, tell which way is up
/// and which language it is.
/// </summary>
public static class LineBands
{
    /// <summary>Letters are between these heights, millimetres: 5-point x-height to 28-point capitals.</summary>
    private const double SmallestLetter = 0.9, LargestLetter = 7;

    /// <summary>Fewer letters than this are no line worth reading.</summary>
    private const int FewestLetters = 8;

    /// <param name="bitonal">A reduced, deskewed page.</param>
    /// <param name="dpi">Its resolution.</param>
    /// <param name="most">How many strips to return at the most.</param>
    /// <returns>Boxes on the reduced page, those with most letters first; empty where there is no text.</returns>
    public static IReadOnlyList<PixelRect> Pick(BitonalImage bitonal, Dpi dpi, int most)
    {
        var letters = InkRuns.Of(bitonal).Components.Select(part => part.Bounds).Where(bounds => IsLetter(bounds, dpi)).ToList();
        var bands = Bands(letters, bitonal.Height).Where(band => band.Count >= FewestLetters).ToList();
        return [.. bands.OrderByDescending(band => Math.Min(band.Count, 60)).ThenBy(band => band[0].Y).Take(most).Select(Bounds)];
    }

    private static bool IsLetter(PixelRect bounds, Dpi dpi)
    {
        var (width, height) = (dpi.ToMillimetres(bounds.Width).Value, dpi.ToMillimetres(bounds.Height).Value);
        return height is >= SmallestLetter and <= LargestLetter && width <= 3 * LargestLetter && width >= SmallestLetter / 4;
    }

    /// <summary>Letters whose middles share rows; gaps between the rows of middles divide the lines.</summary>
    private static IEnumerable<List<PixelRect>> Bands(List<PixelRect> letters, int height)
    {
        var rows = new int[height + 1];
        foreach (var letter in letters)
        {
            // The middle third of each letter: ascenders and descenders of neighbouring lines do not touch there.
            for (var y = letter.Y + letter.Height / 3; y <= letter.Bottom - 1 - letter.Height / 3; y++) rows[y]++;
        }

        var byMiddle = letters.ToLookup(letter => letter.Y + letter.Height / 2);
        for (var y = 0; y < height; y++)
        {
            if (rows[y] == 0) continue;
            var band = new List<PixelRect>();
            for (; y < height && rows[y] > 0; y++) band.AddRange(byMiddle[y]);
            if (band.Count > 0) yield return band;
        }
    }

    private static PixelRect Bounds(List<PixelRect> band)
    {
        var heights = band.Select(letter => letter.Height).Order().ToList();
        var typical = heights[heights.Count / 2];
        // A band of several merged lines would be read as nonsense either way up.
        return band.Where(letter => letter.Height <= 2.5 * typical).Aggregate(default(PixelRect), (all, letter) => all.Union(letter));
    }
}
