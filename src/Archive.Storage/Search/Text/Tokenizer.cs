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
        var current = new StringBuilder();
        var (start, end, at) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsOfWord(rune))
            {
                if (current.Length == 0) start = at;
                if (current.Length < LongestToken) TextFolding.Append(current, rune);
                end = at + rune.Utf16SequenceLength;
            }
            else if (!IsInvisible(rune)) Close();
            at += rune.Utf16SequenceLength;
        }
        Close();
        return tokens;

        void Close()
        {
            if (current.Length == 0) return;
            tokens.Add(new Token(current.ToString(), start, end));
            current.Clear();
        }
    }

    private static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>Combining marks, soft hyphens and joiners neither belong to a word nor end it.</summary>
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;
}
