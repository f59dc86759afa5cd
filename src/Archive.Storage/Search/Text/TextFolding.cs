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

    /// <summary>Appends the folded form of one character.</summary>
    internal static void Append(StringBuilder target, Rune rune)
    {
        var lower = Rune.ToLowerInvariant(rune);
        if (lower.IsBmp && Folded.TryGetValue((char)lower.Value, out var folded)) target.Append(folded);
        else if (lower.IsBmp) target.Append((char)lower.Value);
        else target.Append(lower.ToString());
    }

    private static FrozenDictionary<char, string> Table(params (string To, string From)[] groups) => groups
        .SelectMany(group => group.From.Select(from => KeyValuePair.Create(from, group.To)))
        .ToFrozenDictionary();
}
