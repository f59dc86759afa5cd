using Archive.Samples.Randomness;

namespace Archive.Samples.Scanning;

/// <summary>How much light each pixel gives back, in 1/1024: the lamp's unevenness, and on it whatever darkens the sheet.</summary>
internal sealed class LightPlane
{
    public const int Full = 1024;
    private const int Node = 64;

    private readonly ushort[] _gain;

    /// <param name="unevenness">0 to 1; see <see cref="ScanConditions.UnevenLight"/>.</param>
    public LightPlane(int width, int height, double unevenness, Rng rng)
    {
        (Width, Height) = (width, height);
        _gain = new ushort[width * height];
        var field = Field(width, height, unevenness, rng);
        var columns = width / Node + 2;
        for (var y = 0; y < height; y++)
        {
            var (row, fraction) = (y / Node, y % Node / (double)Node);
            for (var column = 0; column * Node < width; column++)
            {
                var left = Mix(field[row * columns + column], field[(row + 1) * columns + column], fraction);
                var right = Mix(field[row * columns + column + 1], field[(row + 1) * columns + column + 1], fraction);
                FillSpan(y * width + column * Node, Math.Min(Node, width - column * Node), left, right);
            }
        }
    }

    public int Width { get; }

    public int Height { get; }

    public ReadOnlySpan<ushort> Row(int y) => _gain.AsSpan(y * Width, Width);

    /// <summary>Leaves the given share of the light, 0 to about 1.2.</summary>
    public void Multiply(int x, int y, double share) =>
        _gain[y * Width + x] = (ushort)Math.Clamp(_gain[y * Width + x] * share, 0, 2 * Full);

    private static double Mix(double a, double b, double fraction) => a + (b - a) * fraction;

    private void FillSpan(int start, int count, double left, double right)
    {
        var step = (right - left) / Node;
        for (var i = 0; i < count; i++) _gain[start + i] = (ushort)(left + step * i);
    }

    /// <summary>A slope across the sheet and a darker rim, at nodes every 64 pixels.</summary>
    private static double[] Field(int width, int height, double unevenness, Rng rng)
    {
        var (slopeX, slopeY) = (rng.Between(-1, 1), rng.Between(-1, 1));
        var (centreX, centreY) = (rng.Between(0.35, 0.65), rng.Between(0.35, 0.65));
        var (columns, rows) = (width / Node + 2, height / Node + 2);
        var field = new double[columns * rows];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
            {
                var (x, y) = (column * (double)Node / width, row * (double)Node / height);
                var slope = (slopeX * (x - 0.5) + slopeY * (y - 0.5) + 1) / 2;
                var rim = (x - centreX) * (x - centreX) + (y - centreY) * (y - centreY);
                field[row * columns + column] = Full * (1 - 0.5 * unevenness * Math.Clamp(0.5 * slope + rim, 0, 1));
            }
        return field;
    }
}
