namespace Archive.Imaging.Decoding;

/// <summary>A small RGB picture in managed memory, made by averaging areas; for telling whether two renditions show the same.</summary>
public sealed class ColourThumbnail
{
    private const int Channels = 3;

    private readonly byte[] _samples;

    private ColourThumbnail(int width, int height, byte[] samples) => (Width, Height, _samples) = (width, height, samples);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Averages an image of 1, 8 or 32 bits without palette into one of at most its own size.</summary>
    public static ColourThumbnail Of(Pix image, int width, int height)
    {
        if (width < 1 || height < 1) throw new ArgumentOutOfRangeException(nameof(width), "A thumbnail has at least one pixel.");
        return new(width, height, new AreaAverage(image, width, height).Run());
    }

    /// <summary>Turned as an orientation of Exif asks, 1 to 8.</summary>
    public ColourThumbnail Turned(int orientation)
    {
        if (orientation == 1) return this;
        var (width, height) = orientation >= 5 ? (Height, Width) : (Width, Height);
        var samples = new byte[_samples.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (fromX, fromY) = Source(orientation, x, y);
                _samples.AsSpan((fromY * Width + fromX) * Channels, Channels).CopyTo(samples.AsSpan((y * width + x) * Channels));
            }

        return new(width, height, samples);
    }

    public ColourThumbnail Inverted() => new(Width, Height, Array.ConvertAll(_samples, sample => (byte)~sample));

    /// <summary>Each pixel the mean of the 3 × 3 around it: two ways of making a small picture then differ much less than two pictures do.</summary>
    public ColourThumbnail Blurred()
    {
        var samples = (byte[])_samples.Clone();
        for (var y = 1; y < Height - 1; y++)
            for (var at = (y * Width + 1) * Channels; at < (y * Width + Width - 1) * Channels; at++)
                samples[at] = (byte)((SumAcross(at - Width * Channels) + SumAcross(at) + SumAcross(at + Width * Channels)) / 9);
        return new(Width, Height, samples);
    }

    private int SumAcross(int at) => _samples[at - Channels] + _samples[at] + _samples[at + Channels];

    /// <summary>
    /// Pixels in which one picture has something that the other has not: a sample more than <paramref name="tolerance"/> levels outside the
    /// range of the other's 3 × 3 pixels around it, looked at both ways. The outermost three pixels are left out: page edges fall within pixels.
    /// </summary>
    public int CountUnlike(ColourThumbnail other, int tolerance)
    {
        if ((Width, Height) != (other.Width, other.Height)) throw new ArgumentException("The pictures differ in size.", nameof(other));
        var count = 0;
        for (var y = 3; y < Height - 3; y++)
            for (var x = 3; x < Width - 3; x++)
                if (IsOutside(other, x, y, tolerance) || other.IsOutside(this, x, y, tolerance))
                    count++;
        return count;
    }

    private bool IsOutside(ColourThumbnail other, int x, int y, int tolerance)
    {
        var at = (y * Width + x) * Channels;
        for (var channel = 0; channel < Channels; channel++)
        {
            var value = _samples[at + channel];
            // Most pixels agree at once; only the others are worth a look around.
            if (Math.Abs(value - other._samples[at + channel]) <= tolerance) continue;
            var (low, high) = other.RangeAround(at + channel);
            if (value < low - tolerance || value > high + tolerance) return true;
        }

        return false;
    }

    private (int Low, int High) RangeAround(int at)
    {
        var (low, high) = (255, 0);
        for (var dy = -1; dy <= 1; dy++)
            for (var dx = -1; dx <= 1; dx++)
            {
                var value = _samples[at + (dy * Width + dx) * Channels];
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

        return (low, high);
    }

    private (int X, int Y) Source(int orientation, int x, int y) => orientation switch
    {
        2 => (Width - 1 - x, y),
        3 => (Width - 1 - x, Height - 1 - y),
        4 => (x, Height - 1 - y),
        5 => (y, x),
        6 => (y, Height - 1 - x),
        7 => (Width - 1 - y, Height - 1 - x),
        8 => (Width - 1 - y, x),
        _ => throw new ArgumentOutOfRangeException(nameof(orientation), orientation, "An orientation is 1 to 8."),
    };

    /// <summary>Sums the pixels that fall into each cell.</summary>
    private sealed class AreaAverage(Pix image, int width, int height)
    {
        private readonly int _imageWidth = image.Width;
        private readonly int _depth = image.Depth;
        private readonly int[] _sums = new int[width * Channels];
        private readonly int[] _counts = new int[width];
        private readonly int[] _columns = Enumerable.Range(0, image.Width).Select(x => (int)((long)x * width / image.Width)).ToArray();

        public byte[] Run()
        {
            var samples = new byte[width * height * Channels];
            var imageHeight = image.Height;
            for (var (y, row) = (0, 0); row < height; row++)
            {
                var end = Math.Max(y + 1, (int)((long)(row + 1) * imageHeight / height));
                for (; y < Math.Min(end, imageHeight); y++) AddRow(image.RowWords(y));
                Flush(samples.AsSpan(row * width * Channels, width * Channels));
            }

            return samples;
        }

        private void AddRow(ReadOnlySpan<uint> row)
        {
            for (var x = 0; x < _imageWidth; x++)
            {
                var column = _columns[x];
                var at = column * Channels;
                _counts[column]++;
                if (_depth == 32)
                {
                    _sums[at] += (int)(row[x] >> 24);
                    _sums[at + 1] += (int)(row[x] >> 16 & 0xFF);
                    _sums[at + 2] += (int)(row[x] >> 8 & 0xFF);
                }
                else _sums[at] += _depth == 8 ? (int)(row[x >> 2] >> 24 - 8 * (x & 3) & 0xFF) : 255 - 255 * (int)(row[x >> 5] >> 31 - (x & 31) & 1);
            }
        }

        private void Flush(Span<byte> samples)
        {
            for (var index = 0; index < samples.Length; index++)
            {
                var count = Math.Max(1, _counts[index / Channels]);
                samples[index] = (byte)(_sums[_depth == 32 ? index : index - index % Channels] / count);
            }

            Array.Clear(_sums);
            Array.Clear(_counts);
        }
    }
}
