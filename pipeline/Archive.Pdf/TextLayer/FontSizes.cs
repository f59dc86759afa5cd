namespace Archive.Pdf.TextLayer;

/// <summary>
/// Chooses font sizes for the lines of a page. Readers put lines into one paragraph only where their sizes agree within 5 %
/// (poppler's block building), while measured heights differ with the letters in a line, so lines of about the same height share a size.
/// </summary>
internal static class FontSizes
{
    /// <summary>Lines whose heights differ by at most this factor share a size: capitals with diacritics against small letters with ascenders.</summary>
    private const double Spread = 1.5;

    /// <summary>
    /// Font size over the height of a line's tall letters, as in common typefaces (capitals with diacritics reach 0.8 to 0.9 of the
    /// size): readers' thresholds for line pitch and word gaps are shares of the size and made for such fonts.
    /// </summary>
    public const double SizeOverReach = 1.25;

    /// <summary>The size for each line, in order. The height that most words have decides first.</summary>
    public static double[] Assign(IReadOnlyList<MeasuredLine> lines)
    {
        var sizes = new double[lines.Count];
        var open = Enumerable.Range(0, lines.Count).OrderBy(index => lines[index].Reach).ThenBy(index => index).ToList();
        while (open.Count > 0)
        {
            var (start, count) = DensestWindow(lines, open);
            var size = Math.Round(SizeOverReach * lines[open[start + count - 1]].Reach, 2);
            foreach (var index in open.GetRange(start, count)) sizes[index] = size;
            open.RemoveRange(start, count);
        }
        return sizes;
    }

    private static (int Start, int Count) DensestWindow(IReadOnlyList<MeasuredLine> lines, List<int> open)
    {
        var (best, bestWords, words, end) = ((Start: 0, Count: 1), 0, 0, 0);
        for (var start = 0; start < open.Count; start++)
        {
            for (; end < open.Count && lines[open[end]].Reach <= Spread * lines[open[start]].Reach; end++) words += lines[open[end]].Words.Count;
            if (words > bestWords) (best, bestWords) = ((start, end - start), words);
            words -= lines[open[start]].Words.Count;
        }
        return best;
    }
}
