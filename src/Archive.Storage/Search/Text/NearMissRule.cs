namespace Archive.Storage.Search.Text;

/// <summary>How far a folded word's near misses may lie from it, measured between skeletons; a distance of 0 means equal skeletons.</summary>
internal readonly record struct NearMissRule(int Distance)
{
    // From five letters on a word is long enough that one mistake seldom makes it another word, from eight on that two do not.
    private const int LettersForOne = 5;
    private const int LettersForTwo = 8;
    private const int ShortestWithDigits = 4;

    /// <summary>The rule for a word, or null where the word is too short to be guessed at.</summary>
    internal static NearMissRule? For(string term)
    {
        // A wrong digit makes another number: only what recognition mixes up may differ.
        if (term.Any(char.IsAsciiDigit)) return term.Length >= ShortestWithDigits ? new(0) : null;
        if (term.Length < LettersForOne) return null;
        return new(term.Length >= LettersForTwo ? 2 : 1);
    }
}
