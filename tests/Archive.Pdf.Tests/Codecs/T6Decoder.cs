using Archive.Domain;
using Archive.Pdf.Codecs;

namespace Archive.Pdf.Tests.Codecs;

/// <summary>Decodes ITU-T T.6 pixel by pixel, as plainly as can be: slow, and unlike the encoder.</summary>
internal sealed class T6Decoder
{
    private enum Mode
    {
        Pass,
        Horizontal,
        Vertical,
        End,
    }

    private static readonly Dictionary<string, (Mode Mode, int Offset)> Modes = CcittCodes.Vertical
        .Select((code, index) => (code, Value: (Mode.Vertical, index - 3)))
        .Append((CcittCodes.Pass, (Mode.Pass, 0))).Append((CcittCodes.Horizontal, (Mode.Horizontal, 0))).Append((CcittCodes.EndOfLine, (Mode.End, 0)))
        .ToDictionary(pair => Word(pair.Item1), pair => pair.Item2);

    private static readonly Dictionary<string, int> White = Runs(CcittCodes.WhiteTerminating, CcittCodes.WhiteMakeUp);
    private static readonly Dictionary<string, int> Black = Runs(CcittCodes.BlackTerminating, CcittCodes.BlackMakeUp);

    private readonly byte[] _data;
    private int _bit;

    private T6Decoder(byte[] data) => _data = data;

    /// <summary>Decodes and insists on the end-of-block mark right behind the last row.</summary>
    public static bool[][] Decode(byte[] data, int width, int height)
    {
        var decoder = new T6Decoder(data);
        var rows = new bool[height][];
        for (var y = 0; y < height; y++) rows[y] = decoder.Row(y == 0 ? new bool[width] : rows[y - 1]);
        Assert.Equal(Mode.End, decoder.Next(Modes).Mode);
        Assert.Equal(Mode.End, decoder.Next(Modes).Mode);
        Assert.True(data.Length * 8 - decoder._bit < 8, "There is data behind the end of the block.");
        return rows;
    }

    public static bool[][] Pixels(BitonalImage image) =>
        [.. Enumerable.Range(0, image.Height).Select(y => Enumerable.Range(0, image.Width).Select(x => (image.Rows[y * image.Stride + x / 8] >> (7 - x % 8) & 1) == 1).ToArray())];

    private bool[] Row(bool[] above)
    {
        var (row, a0, colour) = (new bool[above.Length], -1, false);
        while (a0 < above.Length)
        {
            var b1 = Change(above, a0 + 1, colour);
            var (mode, offset) = Next(Modes);
            switch (mode)
            {
                case Mode.Pass:
                    a0 = Fill(row, a0, Change(above, b1 + 1, !colour), colour);
                    break;
                case Mode.Vertical:
                    a0 = Fill(row, a0, b1 + offset, colour);
                    colour = !colour;
                    break;
                case Mode.Horizontal:
                    a0 = Fill(row, a0, Math.Max(a0, 0) + Run(colour), colour);
                    a0 = Fill(row, a0, a0 + Run(!colour), !colour);
                    break;
                default:
                    throw new InvalidDataException("The block ends early.");
            }
        }
        return row;
    }

    /// <summary>The first pixel from <paramref name="start"/> that differs from the colour and from its left neighbour.</summary>
    private static int Change(bool[] row, int start, bool colour)
    {
        for (var x = start; x < row.Length; x++)
            if (row[x] != colour && (x == 0 ? false : row[x - 1]) == colour) return x;
        return row.Length;
    }

    private static int Fill(bool[] row, int from, int to, bool colour)
    {
        for (var x = Math.Max(from, 0); x < to; x++) row[x] = colour;
        return to;
    }

    private int Run(bool black)
    {
        var length = 0;
        while (true)
        {
            var part = Next(black ? Black : White);
            length += part;
            if (part < 64) return length;
        }
    }

    private T Next<T>(Dictionary<string, T> words)
    {
        var word = "";
        while (word.Length < 14)
        {
            word += (_data[_bit / 8] >> (7 - _bit % 8) & 1) == 1 ? '1' : '0';
            _bit++;
            if (words.TryGetValue(word, out var value)) return value;
        }
        throw new InvalidDataException($"{word} is no code.");
    }

    private static Dictionary<string, int> Runs(CcittCode[] terminating, CcittCode[] makeUp) =>
        terminating.Select((code, index) => (code, index)).Concat(makeUp.Select((code, index) => (code, (index + 1) * 64)))
            .ToDictionary(pair => Word(pair.Item1), pair => pair.Item2);

    private static string Word(CcittCode code) => Convert.ToString(code.Bits, 2).PadLeft(code.Length, '0');
}
