namespace Archive.Storage.Search.Text;

/// <summary>
/// Takes the inflection off a folded word, so that "atļaujas" is found by "atļauja" and "миграционной" by "миграция". Light on purpose:
/// endings of Latvian nouns and adjectives for Latin letters (the English plural falls to the same rule), of Russian nouns and
/// adjectives for Cyrillic ones. Matches by stem rank below exact ones, so an ending taken wrongly costs little.
/// </summary>
internal static class LightStemmer
{
    private const int ShortestStem = 3;

    // Longest first. Folding has taken the length marks: ās, ām, ēm, ī are written as, am, em, i here.
    private static readonly string[] LatvianEndings =
        ["ajiem", "ajam", "ajai", "ajos", "ajas", "iem", "aja", "ais", "as", "am", "ai", "os", "us", "um", "im", "is", "em", "es", "ei", "u", "a", "e", "i", "o", "s"];

    private static readonly string[] RussianEndings =
    [
        "иями", "ями", "ами", "ией", "иям", "ием", "иях", "ими", "ыми", "его", "ого", "ему", "ому", "ия", "ию", "ии", "ие", "ий", "ый", "ой", "ей",
        "ая", "яя", "ое", "ее", "ые", "ую", "юю", "им", "ым", "ом", "ем", "их", "ых", "ев", "ов", "ам", "ям", "ах", "ях", "ью", "ья", "ье", "ьи",
        "ою", "ею", "а", "я", "е", "и", "о", "у", "ю", "ы", "ь", "й",
    ];

    /// <summary>The stem, or null where the word has none of its own: it is short, or holds digits.</summary>
    internal static string? Stem(string folded)
    {
        if (folded.Any(char.IsAsciiDigit)) return null;
        return folded.Any(letter => letter is >= 'а' and <= 'я') ? StemRussian(folded) : StemLatvian(folded);
    }

    private static string? StemLatvian(string word) => Cut(word, LatvianEndings);

    /// <summary>Nouns in -ция share their stem with the adjectives made from them (-ционный).</summary>
    private static string? StemRussian(string word)
    {
        var stem = Cut(word, RussianEndings);
        return stem switch
        {
            null => null,
            _ when stem.EndsWith("ционн", StringComparison.Ordinal) => stem[..^4],
            _ => stem,
        };
    }

    private static string? Cut(string word, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (word.Length - ending.Length >= ShortestStem && word.EndsWith(ending, StringComparison.Ordinal)) return word[..^ending.Length];
        }
        return word.Length >= ShortestStem ? word : null;
    }
}
