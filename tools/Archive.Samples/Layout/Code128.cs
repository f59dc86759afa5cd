namespace Archive.Samples.Layout;

/// <summary>Code 128 barcodes (ISO/IEC 15417), code set B.</summary>
public static class Code128
{
    private const int StartB = 104, Stop = 106, Modulus = 103;

    // Widths of bars and spaces by symbol value, a bar first; the stop has seven.
    private static readonly string[] _widths = (
        "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 " +
        "221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 " +
        "231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 " +
        "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 " +
        "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 " +
        "114131 311141 411131 211412 211214 211232 2331112").Split(' ');

    /// <summary>The widths of bars and spaces in modules, a bar first, from start to stop, without quiet zones.</summary>
    /// <exception cref="ArgumentException">A character is outside code set B (space to tilde).</exception>
    public static IReadOnlyList<int> Encode(string value)
    {
        if (value.Any(character => character is < ' ' or > '~')) throw new ArgumentException($"'{value}' does not fit code set B.", nameof(value));
        var symbols = value.Select(character => character - ' ').ToList();
        var check = (StartB + symbols.Select((symbol, i) => symbol * (i + 1)).Sum()) % Modulus;
        return new[] { StartB }.Concat(symbols).Append(check).Append(Stop).SelectMany(symbol => _widths[symbol].Select(width => width - '0')).ToList();
    }

    /// <summary>Draws the bars in one element.</summary>
    /// <param name="module">Width of the narrowest bar, millimetres; 0.25 to 0.6 is usual.</param>
    /// <returns>The width drawn, millimetres.</returns>
    public static double Draw(PageCanvas canvas, string value, double x, double y, double height, double module)
    {
        var (path, at) = (new System.Text.StringBuilder(), x);
        var bar = true;
        foreach (var width in Encode(value))
        {
            if (bar) path.Append($"M{PageCanvas.Um(at)} {PageCanvas.Um(y)}h{PageCanvas.Um(width * module)}v{PageCanvas.Um(height)}h-{PageCanvas.Um(width * module)}z");
            (at, bar) = (at + width * module, !bar);
        }
        canvas.Element($"<path d=\"{path}\" fill=\"#141416\"/>");
        return at - x;
    }
}
