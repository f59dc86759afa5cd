using System.Globalization;

namespace Archive.Storage.Search.Fts5;

/// <summary>
/// Finds near misses without reading the whole vocabulary. A skeleton is cut into three segments; of two words within distance 2 at
/// least one segment of the one stands unharmed in the other, moved by at most the distance. So segments are keys in a table, and a
/// search looks up the few substrings that could be one. (Two words that differ by swaps across both cuts at once are missed.)
/// </summary>
internal static class TermSegments
{
    /// <summary>Shorter skeletons have no segments: a four-letter word is the shortest near miss of a five-letter one.</summary>
    internal const int ShortestSkeleton = 4;

    private const int Count = 3;

    /// <summary>The keys under which a skeleton is kept.</summary>
    internal static IEnumerable<string> KeysOf(string skeleton)
    {
        if (skeleton.Length < ShortestSkeleton) yield break;
        for (var ordinal = 0; ordinal < Count; ordinal++)
        {
            var (start, end) = Cut(skeleton.Length, ordinal);
            yield return Key(skeleton.Length, ordinal, skeleton.AsSpan(start, end - start));
        }
    }

    /// <summary>The keys of all skeletons that may lie within <paramref name="distance"/>.</summary>
    internal static HashSet<string> KeysNear(string skeleton, int distance)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var length = Math.Max(ShortestSkeleton, skeleton.Length - distance); length <= skeleton.Length + distance; length++)
        {
            for (var ordinal = 0; ordinal < Count; ordinal++) AddKeys(keys, skeleton, length, ordinal, distance);
        }
        return keys;
    }

    /// <summary>
    /// A segment at p of the other word stands at p + shift in this one. The shift is what was put in minus what was left out before
    /// it, and the rest of the difference in length must come after it: |shift| + |difference - shift| mistakes at least.
    /// </summary>
    private static void AddKeys(HashSet<string> keys, string skeleton, int length, int ordinal, int distance)
    {
        var difference = skeleton.Length - length;
        var (start, end) = Cut(length, ordinal);
        for (var shift = -distance; shift <= distance; shift++)
        {
            var fits = start + shift >= 0 && end + shift <= skeleton.Length;
            if (fits && Math.Abs(shift) + Math.Abs(difference - shift) <= distance) keys.Add(Key(length, ordinal, skeleton.AsSpan(start + shift, end - start)));
        }
    }

    private static (int Start, int End) Cut(int length, int ordinal) => (length * ordinal / Count, length * (ordinal + 1) / Count);

    private static string Key(int length, int ordinal, ReadOnlySpan<char> segment) => string.Create(CultureInfo.InvariantCulture, $"{length}/{ordinal}/{segment}");
}
