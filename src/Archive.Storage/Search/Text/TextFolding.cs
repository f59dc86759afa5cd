using System.Collections.Frozen;
using System.Text;

namespace Archive.Storage.Search.Text;

/// <summary>
/// Takes away what a search does not look at: case, Latin diacritics and ligatures, Russian ё against е. Cyrillic й stays a letter of
/// its own. An own table, since .NET without ICU does not decompose characters (Unicode 16, decompositions of Latin letters).
/// </summary>
internal static class TextFolding
{
    private static readonly FrozenDictionary<char, string> Folded = Table(
        ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặª"), ("b", "ḃḅḇ"), ("c", "çćĉċčḉ"), ("d", "ďḋḍḏḑḓđð"), ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
        ("f", "ḟ"), ("g", "ĝğġģǧǵḡ"), ("h", "ĥȟḣḥḧḩḫẖħ"), ("i", "ìíîïĩīĭįǐȉȋḭḯỉịıİ"), ("j", "ĵǰ"), ("k", "ķǩḱḳḵ"), ("l", "ĺļľḷḹḻḽłŀ"),
        ("m", "ḿṁṃ"), ("n", "ñńņňǹṅṇṉṋŉ"), ("o", "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿº"), ("p", "ṕṗ"), ("r", "ŕŗřȑȓṙṛṝṟ"),
        ("s", "śŝşšșṡṣṥṧṩẛſ"), ("t", "ţťțṫṭṯṱẗŧ"), ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"), ("v", "ṽṿ"), ("w", "ŵẁẃẅẇẉẘ"), ("x", "ẋẍ"),
        ("y", "ýÿŷȳẏẙỳỵỷỹ"), ("z", "źżžẑẓẕ"), ("ae", "æǽ"), ("oe", "œ"), ("ss", "ß"), ("th", "þ"), ("dz", "ǆǳ"), ("ij", "ĳ"), ("lj", "ǉ"),
        ("nj", "ǌ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ffi", "ﬃ"), ("ffl", "ﬄ"), ("st", "ﬅﬆ"), ("е", "ё"), ("ж", "ӂӝ"));

    // Nearly every letter of a page is one of these: folded to a single character, looked up by its number.
    private static readonly char[] Common = [.. Enumerable.Range(0, 0x500).Select(character => FoldedOf(new Rune(character)) is [var one] ? one : '\0')];

    /// <summary>Writes the folded form of one character.</summary>
    /// <param name="target">Room for three characters.</param>
    /// <returns>How many were written: one to three.</returns>
    internal static int Fold(Rune rune, Span<char> target)
    {
        if (rune.Value < Common.Length && Common[rune.Value] is var one and not '\0')
        {
            target[0] = one;
            return 1;
        }

        var folded = FoldedOf(rune);
        folded.CopyTo(target);
        return folded.Length;
    }

    private static string FoldedOf(Rune rune)
    {
        var lower = Rune.ToLowerInvariant(rune);
        return lower.IsBmp && Folded.TryGetValue((char)lower.Value, out var folded) ? folded : lower.ToString();
    }

    private static FrozenDictionary<char, string> Table(params (string To, string From)[] groups) => groups
        .SelectMany(group => group.From.Select(from => KeyValuePair.Create(from, group.To)))
        .ToFrozenDictionary();
}
