namespace Archive.Domain;

/// <summary>
/// An 8-bit grey image in managed memory, row by row from the top, <c>Pixels[y * Width + x]</c>, 0 black to 255 white;
/// the form in which images pass between siblings that do not share a native library.
/// </summary>
public sealed record GrayImage
{
    public GrayImage(int width, int height, byte[] pixels)
    {
        if (width <= 0 || height <= 0) throw new ArgumentOutOfRangeException(nameof(width), $"An image of {width} × {height} pixels is empty.");
        if (pixels.Length < (long)width * height) throw new ArgumentException($"{pixels.Length} bytes do not hold {width} × {height} pixels.", nameof(pixels));
        (Width, Height, Pixels) = (width, height, pixels);
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Pixels { get; }
}

/// <summary>
/// A bitonal image in managed memory: rows from the top, each padded to whole bytes, most significant bit leftmost,
/// 1 is black (as in Leptonica and in CCITT's sense of ink).
/// </summary>
public sealed record BitonalImage
{
    public BitonalImage(int width, int height, byte[] rows)
    {
        if (width <= 0 || height <= 0) throw new ArgumentOutOfRangeException(nameof(width), $"An image of {width} × {height} pixels is empty.");
        if (rows.Length < (long)StrideOf(width) * height) throw new ArgumentException($"{rows.Length} bytes do not hold {width} × {height} bits.", nameof(rows));
        (Width, Height, Rows, Stride) = (width, height, rows, StrideOf(width));
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Rows { get; }

    /// <summary>Bytes per row.</summary>
    public int Stride { get; }

    public bool IsInk(int x, int y) => (Rows[y * Stride + x / 8] & 0x80 >> x % 8) != 0;

    public void SetInk(int x, int y) => Rows[y * Stride + x / 8] |= (byte)(0x80 >> x % 8);

    private static int StrideOf(int width) => (width + 7) / 8;
}
