using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Archive.Imaging.Decoding;

/// <summary>
/// Brings what decoders give into the three forms the stages work on. Each method takes the image over: what it does not return, it disposes.
/// </summary>
public static class PixelForms
{
    /// <summary>1 bit, 8-bit grey or 32-bit RGB without palette and alpha, in the least form that holds every pixel exactly.</summary>
    public static Pix Least(Pix image) => WithoutNeedlessGrays(WithoutNeedlessColour(Plain(image)));

    /// <summary>1 bit, 8-bit grey or 32-bit RGB without palette and alpha.</summary>
    public static Pix Plain(Pix image)
    {
        if (image.HasPalette) image = Replace(image, image.WithoutPalette());
        if (image.Samples == 4) image = Replace(image, image.WithoutAlpha());
        return image.Depth switch
        {
            1 or 8 or 32 => image,
            16 => Replace(image, image.SixteenToEightBits()),
            _ => Replace(image, image.ToGray()),
        };
    }

    /// <summary>Grey, where every pixel of a colour image has three equal samples.</summary>
    public static Pix WithoutNeedlessColour(Pix image)
    {
        if (image.Depth != 32) return image;
        for (var y = 0; y < image.Height; y++)
            foreach (var pixel in image.RowWords(y)[..image.Width])
                if ((((pixel >> 16) ^ (pixel >> 8)) & 0xFFFF) != 0)
                    return image;
        return Replace(image, TakeRed(image));
    }

    /// <summary>Bitonal, where every pixel of a grey image is 0 or 255.</summary>
    public static Pix WithoutNeedlessGrays(Pix image)
    {
        if (image.Depth != 8) return image;
        var octets = new byte[image.WordsPerRow * 4];
        for (var y = 0; y < image.Height; y++)
        {
            BinaryPrimitives.ReverseEndianness(image.RowWords(y), MemoryMarshal.Cast<byte, uint>(octets.AsSpan()));
            if (octets.AsSpan(0, image.Width).IndexOfAnyExcept<byte>(0, 255) >= 0) return image;
        }

        return Replace(image, image.Threshold(128));
    }

    /// <summary>Disposes the old image and returns the new one.</summary>
    internal static Pix Replace(Pix old, Pix made)
    {
        old.Dispose();
        return made;
    }

    private static Pix TakeRed(Pix colour)
    {
        var gray = Pix.Create(colour.Width, colour.Height, 8);
        for (var y = 0; y < colour.Height; y++)
        {
            var source = colour.RowWords(y);
            var target = gray.RowWords(y);
            for (var x = 0; x < colour.Width; x++) target[x >> 2] |= source[x] >> 24 << (24 - 8 * (x & 3));
        }

        return gray;
    }
}
