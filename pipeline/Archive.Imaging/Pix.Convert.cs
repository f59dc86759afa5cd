using System.Runtime.InteropServices;
using Archive.Imaging.Interop;

namespace Archive.Imaging;

public sealed partial class Pix
{
    private const int PaletteBySource = 4;
    private const int MostSignificantByte = 2;

    /// <summary>8-bit grey from any depth. Colour is weighted 0.3, 0.5, 0.2 (red, green, blue), Leptonica's default.</summary>
    public Pix ToGray() => Own(LeptonicaNative.pixConvertTo8(Handle, 0), "convert to grey");

    /// <summary>8-bit grey from colour with own weights, which should sum to 1.</summary>
    public Pix ToGray(float red, float green, float blue) => Own(LeptonicaNative.pixConvertRGBToGray(Handle, red, green, blue), "convert to grey");

    /// <summary>
    /// 8-bit grey from colour by the strongest channel: neutral print keeps its darkness while stamps and ballpoint over it become light.
    /// </summary>
    public Pix ToInkGray()
    {
        Require(Depth == 32, "A colour image is needed.");
        var result = Own(LeptonicaNative.pixCreateNoInit(Width, Height, 8), "create an image");
        _ = LeptonicaNative.pixSetResolution(result.Handle, XResolution, YResolution);
        var width = Width;
        for (var y = 0; y < Height; y++)
        {
            var source = RowWords(y);
            var target = MemoryMarshal.AsBytes(result.RowWords(y));
            for (var x = 0; x < width; x++)
            {
                var pixel = source[x];
                // Bytes of a word stand in reverse on a little-endian machine: pixel x of a row is byte x ^ 3.
                target[x ^ 3] = (byte)Math.Max(pixel >> 24, Math.Max(pixel >> 16 & 0xFF, pixel >> 8 & 0xFF));
            }
        }

        return result;
    }

    public Pix ToColour() => Own(LeptonicaNative.pixConvertTo32(Handle), "convert to colour");

    /// <summary>16 bits a sample to 8, keeping the upper byte.</summary>
    public Pix SixteenToEightBits() => Own(LeptonicaNative.pixConvert16To8(Handle, MostSignificantByte), "reduce 16 bits to 8");

    /// <summary>Resolves the palette into grey or colour, whichever it holds.</summary>
    public Pix WithoutPalette() => Own(LeptonicaNative.pixRemoveColormap(Handle, PaletteBySource), "resolve the palette");

    /// <summary>Composes an image with alpha over white.</summary>
    public Pix WithoutAlpha() => Own(LeptonicaNative.pixRemoveAlpha(Handle), "compose alpha over white");

    public Pix Invert() => Own(LeptonicaNative.pixInvert(0, Handle), "invert");

    /// <summary>1-bit from 8-bit grey: darker than the threshold becomes ink.</summary>
    public Pix Threshold(int threshold) => Own(LeptonicaNative.pixThresholdToBinary(Handle, threshold), "threshold");
}
