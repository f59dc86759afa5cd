namespace Archive.Recognition.Reading;

/// <summary>Letters that look the same in Latin and Cyrillic print, and the digit that looks like one of them.</summary>
internal static class Homoglyphs
{
    private const string Cyrillic = "АВЕКМНОРСТХУаеорсух";
    private const string Latin = "ABEKMHOPCTXYaeopcyx";

    /// <summary>Whether two readings differ only by the script of letters that look the same: then no reading can tell, only the language about them.</summary>
    public static bool LookAlike(string one, string other) => Fold(one) == Fold(other);

    private static string Fold(string text) => string.Concat(text.Select(letter =>
        letter == '0' ? 'O' : Cyrillic.IndexOf(letter) is var at and >= 0 ? Latin[at] : letter));
}
