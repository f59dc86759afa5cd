using System.Globalization;

namespace Archive.Storage.Search.Fts5;

/// <summary>
/// Finds near misses without reading the whole vocabulary. A skeleton is cut into four segments; of two words within two mistakes at least two
/// segments of the one stand unharmed in the other, moved by at most the distance. So pairs of segments are keys in a table, and a search looks
/// up the pairs that could stand there. Pairs, since a single segment of two letters stands in thousands of words.
/// </summary>
internal static class TermSegments
{
    /// <summary>Shorter skeletons have no segments: a four-letter word is the shortest near miss of a five-letter one.</summary>
    internal const int ShortestSkeleton = 4;

    /// <summary>The greatest distance that two unharmed segments are certain for.</summary>
    internal const int GreatestDistance = 2;

    private const int Count = 4;

    private static readonly (int First, int Second)[] Pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];

    /// <summary>The keys under which a skeleton is kept.</summary>
    internal static IEnumerable<string> KeysOf(string skeleton) => skeleton.Length < ShortestSkeleton
        ? []
        : Pairs.Select(pair => Key(skeleton, skeleton.Length, pair, 0, 0));

    /// <summary>The keys of all skeletons within <paramref name="distance"/>, 1 or 2.</summary>
    internal static HashSet<string> KeysNear(string skeleton, int distance)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(distance, GreatestDistance);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        AddKeys(keys, skeleton, distance);
        // A swap across a cut is one mistake and harms two segments: with one more mistake too few may be left, so that one is undone first.
        if (distance == GreatestDistance) for (var at = 0; at + 1 < skeleton.Length; at++) AddKeys(keys, Swapped(skeleton, at), distance - 1);
        return keys;
    }

    private static void AddKeys(HashSet<string> keys, string skeleton, int distance)
    {
        for (var length = Math.Max(ShortestSkeleton, skeleton.Length - distance); length <= skeleton.Length + distance; length++)
        {
            foreach (var pair in Pairs) AddKeys(keys, skeleton, length, pair, distance);
        }
    }

    /// <summary>
    /// A segment at p of the other word stands at p + shift in this one. The shift is what was put in minus what was left out before it; between
    /// the two segments, and after the second one, the rest of the difference in length must come: so many mistakes at least.
    /// </summary>
    private static void AddKeys(HashSet<string> keys, string skeleton, int length, (int First, int Second) pair, int distance)
    {
        var difference = skeleton.Length - length;
        for (var first = -distance; first <= distance; first++)
        {
            for (var second = -distance; second <= distance; second++)
            {
                var mistakes = Math.Abs(first) + Math.Abs(second - first) + Math.Abs(difference - second);
                if (mistakes <= distance && Fits(skeleton, length, pair.First, first) && Fits(skeleton, length, pair.Second, second))
                    keys.Add(Key(skeleton, length, pair, first, second));
            }
        }
    }

    private static bool Fits(string skeleton, int length, int ordinal, int shift)
    {
        var (start, end) = Cut(length, ordinal);
        return start + shift >= 0 && end + shift <= skeleton.Length;
    }

    private static string Swapped(string skeleton, int at) => $"{skeleton[..at]}{skeleton[at + 1]}{skeleton[at]}{skeleton[(at + 2)..]}";

    private static (int Start, int End) Cut(int length, int ordinal) => (length * ordinal / Count, length * (ordinal + 1) / Count);

    private static string Key(string skeleton, int length, (int First, int Second) pair, int first, int second) => string.Create(
        CultureInfo.InvariantCulture, $"{length}/{pair.First}{pair.Second}/{Segment(skeleton, length, pair.First, first)}{Segment(skeleton, length, pair.Second, second)}");

    private static ReadOnlySpan<char> Segment(string skeleton, int length, int ordinal, int shift)
    {
        var (start, end) = Cut(length, ordinal);
        return skeleton.AsSpan(start + shift, end - start);
    }
}
