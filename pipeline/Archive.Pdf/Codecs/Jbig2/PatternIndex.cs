namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>Finds the class whose pattern is most like a shape, among those of about its size.</summary>
internal sealed class PatternIndex
{
    /// <summary>Pixels that width and height may differ by: what noise at the edges amounts to.</summary>
    private const int SizeTolerance = 3;

    /// <summary>
    /// Comparisons made at most, some four times those of the densest pages of text. Where the ink is noise, every mark is a class of its
    /// own and comparing each with each would never end; past this nothing is found any more, and the page is left to the generic coding.
    /// </summary>
    private const int MostComparisons = 2_000_000;

    private readonly Dictionary<(int Width, int Height), List<MarkClass>> _bySize = [];
    private int _comparisons;

    public void Add(MarkClass added)
    {
        var size = (added.Pattern.Width, added.Pattern.Height);
        if (!_bySize.TryGetValue(size, out var classes)) _bySize[size] = classes = [];
        classes.Add(added);
    }

    public void Remove(MarkClass removed) => _bySize[(removed.Pattern.Width, removed.Pattern.Height)].Remove(removed);

    /// <summary>The class of least difference, not above the limit; of several the first by size and entry. Null where there is none.</summary>
    public (MarkClass Class, Alignment Alignment)? Nearest(Shape shape, int limit)
    {
        (MarkClass, Alignment)? nearest = null;
        for (var height = shape.Height - SizeTolerance; height <= shape.Height + SizeTolerance; height++)
            for (var width = shape.Width - SizeTolerance; width <= shape.Width + SizeTolerance; width++)
            {
                if (!_bySize.TryGetValue((width, height), out var classes)) continue;
                foreach (var candidate in classes)
                {
                    if (limit < 0 || _comparisons++ >= MostComparisons) return nearest;
                    if (Alignment.Find(shape, candidate.Pattern, limit) is not { } alignment) continue;
                    (nearest, limit) = ((candidate, alignment), alignment.Difference - 1);
                }
            }
        return nearest;
    }
}
