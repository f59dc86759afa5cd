namespace Archive.Benchmarks.Accuracy;

/// <summary>How well a text agrees with the truth.</summary>
/// <param name="CharacterErrors">Edit distance in characters, white space folded to single spaces.</param>
/// <param name="Characters">Length of the truth in characters.</param>
/// <param name="WordErrors">Edit distance in words.</param>
/// <param name="Words">Length of the truth in words.</param>
/// <param name="SharedWords">Words found in both, whatever their order (bag of words).</param>
/// <param name="ReadWords">Words of the text.</param>
public sealed record TextAccuracy(int CharacterErrors, int Characters, int WordErrors, int Words, int SharedWords, int ReadWords)
{
    public static TextAccuracy None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Character error rate, 0 and up.</summary>
    public double Cer => Characters == 0 ? 0 : (double)CharacterErrors / Characters;

    /// <summary>Word error rate, 0 and up.</summary>
    public double Wer => Words == 0 ? 0 : (double)WordErrors / Words;

    /// <summary>Harmonic mean of precision and recall over the bag of words, 0 to 1.</summary>
    public double F1 => Words + ReadWords == 0 ? 1 : 2.0 * SharedWords / (Words + ReadWords);

    public static TextAccuracy Of(string truth, string text)
    {
        var (truthWords, textWords) = (Split(truth), Split(text));
        var (truthLine, textLine) = (string.Join(' ', truthWords), string.Join(' ', textWords));
        return new(
            EditDistance.Of<char>(truthLine, textLine), truthLine.Length,
            EditDistance.Of<string>(truthWords, textWords), truthWords.Length, Shared(truthWords, textWords), textWords.Length);
    }

    public TextAccuracy Add(TextAccuracy other) => new(
        CharacterErrors + other.CharacterErrors, Characters + other.Characters, WordErrors + other.WordErrors, Words + other.Words,
        SharedWords + other.SharedWords, ReadWords + other.ReadWords);

    private static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static int Shared(string[] truth, string[] text)
    {
        var left = truth.GroupBy(word => word).ToDictionary(group => group.Key, group => group.Count());
        return text.Count(word => left.TryGetValue(word, out var count) && count > 0 && (left[word] = count - 1) >= 0);
    }
}

/// <summary>Levenshtein distance with unit costs.</summary>
public static class EditDistance
{
    public static int Of<T>(ReadOnlySpan<T> one, ReadOnlySpan<T> other) where T : IEquatable<T>
    {
        var previous = new int[other.Length + 1];
        var current = new int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++) previous[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = previous[j - 1] + (one[i - 1].Equals(other[j - 1]) ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[other.Length];
    }
}
