using System.Collections.Frozen;

namespace Archive.Storage.Search.Text;

/// <summary>
/// What is left of a folded word when characters that recognition mixes up are made one: 0 and o, 1 and l and i, 5 and s, rn and m,
/// cl and d, vv and w, Latin letters and their Cyrillic lookalikes. Words of equal skeleton are near misses at no distance; digits
/// alone never become equal to other digits, so that two case numbers stay two.
/// </summary>
internal static class OcrSkeleton
{
    private static readonly FrozenDictionary<char, char> Lookalikes = new Dictionary<char, char>
    {
        ['0'] = 'o',
        ['1'] = 'i',
        ['l'] = 'i',
        ['5'] = 's',
        ['8'] = 'b',
        ['2'] = 'z',
        ['а'] = 'a',
        ['в'] = 'b',
        ['е'] = 'e',
        ['к'] = 'k',
        ['м'] = 'm',
        ['н'] = 'h',
        ['о'] = 'o',
        ['р'] = 'p',
        ['с'] = 'c',
        ['т'] = 't',
        ['у'] = 'y',
        ['х'] = 'x',
        ['і'] = 'i',
        ['ѕ'] = 's',
        ['ј'] = 'j',
        ['й'] = 'и',
        ['щ'] = 'ш',
        ['ъ'] = 'ь',
    }.ToFrozenDictionary();

    internal static string Of(string folded)
    {
        Span<char> skeleton = stackalloc char[folded.Length];
        var length = 0;
        foreach (var character in folded)
        {
            // 'l' is looked at before it becomes 'i', else "cl" could not be told from "ci".
            if (length > 0 && Merge(skeleton[length - 1], character) is { } merged) skeleton[length - 1] = merged;
            else skeleton[length++] = Lookalikes.GetValueOrDefault(character, character);
        }
        return new string(skeleton[..length]);
    }

    private static char? Merge(char before, char character) => (before, character) switch
    {
        ('r', 'n') => 'm',
        ('c', 'l') => 'd',
        ('v', 'v') => 'w',
        _ => null,
    };
}
