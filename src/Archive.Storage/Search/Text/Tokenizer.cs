using System.Globalization;
using System.Text;

namespace Archive.Storage.Search.Text;

/// <summary>A folded word and where it stood in the text: characters <see cref="Start"/> up to, not including, <see cref="End"/>.</summary>
internal readonly record struct Token(string Text, int Start, int End);

/// <summary>
/// Cuts text into words as index and query see them: runs of letters and digits, folded. What the database's tokenizer gets is made
/// only of these, so that both always agree on where a word ends.
/// </summary>
internal static class Tokenizer
{
    /// <summary>Longer runs are cut here; no word of a language is as long, but misread rules and dots are.</summary>
    internal const int LongestToken = 64;

    internal static List<Token> Tokenize(string text)
    {
        var tokens = new List<Token>();
        // Folding makes at most three characters of one.
        Span<char> current = stackalloc char[LongestToken + 3];
        var (length, start, end) = (0, 0, 0);
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var width);
            if (IsOfWord(rune))
            {
                if (length == 0) start = at;
                if (length < LongestToken) length += TextFolding.Fold(rune, current[length..]);
                end = at + width;
            }
            else if (length > 0 && !IsInvisible(rune))
            {
                tokens.Add(new Token(new string(current[..length]), start, end));
                length = 0;
            }
            at += width;
        }
        if (length > 0) tokens.Add(new Token(new string(current[..length]), start, end));
        return tokens;
    }

    private static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>Combining marks, soft hyphens and joiners neither belong to a word nor end it.</summary>
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;
}
