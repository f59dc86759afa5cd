using System.Text.RegularExpressions;

namespace Archive.EndToEnd.Tests;

/// <summary>What of a run may be in no log, trace or metric: names of inputs, case numbers, what the pages say.</summary>
internal static partial class PrivateWords
{
    /// <param name="inputs">The folder that was ingested.</param>
    /// <param name="texts">Recognized texts; their words of six letters and more count, since shorter ones are words of any language.</param>
    internal static IReadOnlyList<string> Of(string inputs, IEnumerable<string> texts) =>
    [
        inputs,
        .. Directory.EnumerateFileSystemEntries(inputs, "*", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Where(name => name!.Length > 4)!,
        .. texts.SelectMany(text => WordPattern().Matches(text).Select(word => word.Value)).Distinct(),
    ];

    internal static void AssertNoneIn(IEnumerable<string> words, string told)
    {
        Assert.NotEmpty(words);
        foreach (var word in words) Assert.False(told.Contains(word, StringComparison.OrdinalIgnoreCase), $"'{word}' is in: {Around(told, word)}");
    }

    private static string Around(string told, string word)
    {
        var at = told.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return told[Math.Max(0, at - 100)..Math.Min(told.Length, at + word.Length + 100)];
    }

    [GeneratedRegex(@"\p{L}{6,}")]
    private static partial Regex WordPattern();
}
