namespace Archive.Samples.Rendering;

/// <summary>An 8-bit colour image, rows from the top, three bytes a pixel (red, green, blue).</summary>
public sealed class Raster(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public byte[] Pixels { get; } = new byte[checked(3 * width * height)];
}

/// <summary>Ink rendered on nothing: four bytes a pixel (red, green, blue, coverage), colour not multiplied by coverage.</summary>
public sealed record InkLayer(int Width, int Height, byte[] Pixels);
