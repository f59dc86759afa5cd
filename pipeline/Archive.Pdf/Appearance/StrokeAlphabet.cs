namespace Archive.Pdf;

/// <summary>
/// A plain alphabet of strokes for notices drawn on a page: capitals, digits and the punctuation of sentences and file names. Each
/// letter stands on a grid 4 wide and 6 high, origin at the bottom left; a stroke is a run of two-digit points (column, row).
/// </summary>
internal static class StrokeAlphabet
{
    public const int GridWidth = 4;
    public const int GridHeight = 6;

    /// <summary>Drawn for what the alphabet lacks: an empty box, so that nothing is left out silently.</summary>
    private const string Unknown = "0006464000";

    private static readonly Dictionary<char, string> Strokes = new()
    {
        ['A'] = "00264032 0333",
        ['B'] = "0006364543330333424140300000",
        ['C'] = "45361605011030 3041",
        ['D'] = "000636454130 3000",
        ['E'] = "46060040 0333",
        ['F'] = "460600 0333",
        ['G'] = "453616050110304143 4323",
        ['H'] = "0006 4046 0343",
        ['I'] = "1030 2026 1636",
        ['J'] = "46413010 1001",
        ['K'] = "0006 4603 0340",
        ['L'] = "060040",
        ['M'] = "0006234640",
        ['N'] = "00064046",
        ['O'] = "011030414536160501",
        ['P'] = "00063645443303",
        ['Q'] = "011030414536160501 2240",
        ['R'] = "00063645443303 1340",
        ['S'] = "453616050413334241301001",
        ['T'] = "0646 2620",
        ['U'] = "060110304146",
        ['V'] = "062046",
        ['W'] = "0610243046",
        ['X'] = "0046 0640",
        ['Y'] = "0623 4623 2320",
        ['Z'] = "06460040",
        ['0'] = "011030414536160501 0145",
        ['1'] = "152620 1030",
        ['2'] = "051636454400 0040",
        ['3'] = "051636454433424130100123 1333",
        ['4'] = "30360242",
        ['5'] = "46060343 434130 300001",
        ['6'] = "45361605011030414233 3303",
        ['7'] = "064610",
        ['8'] = "1304051636454433130201103041423313",
        ['9'] = "01103041453616050413 1343",
        ['.'] = "2021",
        [','] = "2110",
        [':'] = "2021 2324",
        [';'] = "2110 2324",
        ['-'] = "1333",
        ['_'] = "0040",
        ['+'] = "0343 2125",
        ['!'] = "2022 2426",
        ['?'] = "0516364544232220 2020",
        ['/'] = "0046",
        ['('] = "36140230",
        [')'] = "16343210",
        ['\''] = "2426",
        ['"'] = "1416 3436",
        ['='] = "0242 0444",
        ['%'] = "0046 0506 4041",
        ['*'] = "1135 3115",
    };

    /// <summary>Letters with diacritics are drawn as their base letters; the invisible text under the drawing has them whole.</summary>
    private static readonly Dictionary<char, char> BaseLetters = "ĀČĒĢĪĶĻŅŠŪŽÄÖÜÕÉ".Zip("ACEGIKLNSUZAOUOE").ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>The strokes of a character, each a list of points on the grid.</summary>
    public static IEnumerable<IReadOnlyList<(int X, int Y)>> Of(char character)
    {
        var capital = char.ToUpperInvariant(character);
        if (BaseLetters.TryGetValue(capital, out var letter)) capital = letter;
        return Strokes.GetValueOrDefault(capital, Unknown).Split(' ').Select(Points);
    }

    private static List<(int X, int Y)> Points(string stroke) =>
        [.. Enumerable.Range(0, stroke.Length / 2).Select(index => (stroke[2 * index] - '0', stroke[2 * index + 1] - '0'))];
}
