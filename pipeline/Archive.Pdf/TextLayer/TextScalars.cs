using System.Text;

namespace Archive.Pdf.TextLayer;

/// <summary>The Unicode scalar values of a word as they go into the text layer.</summary>
internal static class TextScalars
{
    /// <summary>
    /// The word's scalars in order, without control characters and without those that a ToUnicode map must not name (U+0000, U+FEFF,
    /// U+FFFE; ISO 19005-2, 6.2.11.7.2). Latin ligatures are spelled out, so that a search for their letters finds the word.
    /// </summary>
    public static IEnumerable<int> Of(string word)
    {
        foreach (var rune in word.EnumerateRunes())
        {
            if (Ligature(rune.Value) is { } letters)
                foreach (var letter in letters) yield return letter;
            else if (IsText(rune))
                yield return rune.Value;
        }
    }

    private static bool IsText(Rune rune) => !Rune.IsControl(rune) && rune.Value != 0xFEFF && (rune.Value & 0xFFFE) != 0xFFFE;

    private static string? Ligature(int scalar) => scalar switch
    {
        0xFB00 => "ff",
        0xFB01 => "fi",
        0xFB02 => "fl",
        0xFB03 => "ffi",
        0xFB04 => "ffl",
        0xFB05 or 0xFB06 => "st",
        _ => null,
    };
}
