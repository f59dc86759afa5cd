namespace Archive.Testing;

/// <summary>How well a read text agrees with the true one.</summary>
public static class TextMeasure
{
    private static readonly char[] Edges = [.. "., ;:!?()[]«»“”„\"'–—-/_|"];

    /// <summary>
    /// Harmonic mean of precision and recall over the words of both texts as bags: lower case, without punctuation at their edges, order left out of account.
    /// 0 to 1; 1 where both are empty.
    /// </summary>
    public static double WordBagF1(string truth, string read)
    {
        var (wanted, got) = (Bag(truth), Bag(read));
        var all = wanted.Values.Sum() + got.Values.Sum();
        if (all == 0) return 1;
        var common = wanted.Sum(word => Math.Min(word.Value, got.GetValueOrDefault(word.Key)));
        return 2.0 * common / all;
    }

    private static Dictionary<string, int> Bag(string text) =>
        text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim(Edges)).Where(word => word.Length > 0)
            .CountBy(word => word).ToDictionary();
}
