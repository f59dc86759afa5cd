using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Archive.Domain;
using Archive.Imaging.Interop;

namespace Archive.Imaging;

/// <summary>
/// An image held by Leptonica: 1, 2, 4, 8, 16 or 32 bits per pixel. Operations return new images and leave this one as it is.
/// Not safe for use by several threads at once; dispose it as soon as it is not needed: a page is tens of megabytes outside the managed heap.
/// </summary>
public sealed partial class Pix : IDisposable
{
    internal Pix(PixHandle handle) => Handle = handle;

    internal PixHandle Handle { get; }

    public int Width => LeptonicaNative.pixGetWidth(Handle);

    public int Height => LeptonicaNative.pixGetHeight(Handle);

    /// <summary>Bits per pixel: 1, 2, 4, 8, 16 or 32 (red, green, blue and maybe alpha, a byte each).</summary>
    public int Depth => LeptonicaNative.pixGetDepth(Handle);

    /// <summary>Samples per pixel: 1, 3 (RGB) or 4 (RGB with alpha).</summary>
    public int Samples => LeptonicaNative.pixGetSpp(Handle);

    /// <summary>Bytes that its pixels take outside the managed heap.</summary>
    public long Bytes => 4L * WordsPerRow * Height;

    public bool HasPalette => LeptonicaNative.pixGetColormap(Handle) != 0;

    /// <summary>Whether the palette holds a colour that is not grey; false without palette.</summary>
    public bool PaletteHasColour
    {
        get
        {
            var palette = LeptonicaNative.pixGetColormap(Handle);
            return palette != 0 && LeptonicaNative.pixcmapHasColor(palette, out var hasColour) == 0 && hasColour != 0;
        }
    }

    /// <summary>Horizontal resolution in dots per inch as the file told; 0 where it did not.</summary>
    public int XResolution => LeptonicaNative.pixGetXRes(Handle);

    /// <summary>Vertical resolution in dots per inch as the file told; 0 where it did not.</summary>
    public int YResolution => LeptonicaNative.pixGetYRes(Handle);

    /// <summary>Leptonica's version and those of its codecs.</summary>
    public static string LibraryVersion =>
        $"{TakeString(LeptonicaNative.getLeptonicaVersion())}; {TakeString(LeptonicaNative.getImagelibVersions())}";

    /// <summary>A new image, all bits 0: white at 1 bit, black otherwise.</summary>
    public static Pix Create(int width, int height, int depth) => Own(LeptonicaNative.pixCreate(width, height, depth), "create an image");

    public static unsafe Pix FromGray(GrayImage image)
    {
        var pix = Own(LeptonicaNative.pixCreateNoInit(image.Width, image.Height, 8), "create an image");
        for (var y = 0; y < image.Height; y++)
        {
            var row = pix.RowWords(y);
            image.Pixels.AsSpan(y * image.Width, image.Width).CopyTo(MemoryMarshal.AsBytes(row));
            BinaryPrimitives.ReverseEndianness(row, row);
        }

        return pix;
    }

    public static Pix FromBitonal(BitonalImage image)
    {
        var pix = Own(LeptonicaNative.pixCreate(image.Width, image.Height, 1), "create an image");
        for (var y = 0; y < image.Height; y++)
        {
            var row = pix.RowWords(y);
            image.Rows.AsSpan(y * image.Stride, image.Stride).CopyTo(MemoryMarshal.AsBytes(row));
            BinaryPrimitives.ReverseEndianness(row, row);
        }

        return pix;
    }

    /// <summary>Copies an 8-bit image without palette into managed memory.</summary>
    public GrayImage ToGrayImage()
    {
        Require(Depth == 8 && !HasPalette, "An 8-bit grey image is needed.");
        var (width, height) = (Width, Height);
        var pixels = GC.AllocateUninitializedArray<byte>(width * height);
        var swapped = new uint[WordsPerRow];
        for (var y = 0; y < height; y++)
        {
            BinaryPrimitives.ReverseEndianness(RowWords(y), swapped);
            MemoryMarshal.AsBytes<uint>(swapped)[..width].CopyTo(pixels.AsSpan(y * width));
        }

        return new(width, height, pixels);
    }

    /// <summary>Copies a 1-bit image without palette into managed memory; pad bits are 0.</summary>
    public BitonalImage ToBitonalImage()
    {
        Require(Depth == 1 && !HasPalette, "A bitonal image is needed.");
        var (width, height) = (Width, Height);
        var stride = (width + 7) / 8;
        var rows = new byte[stride * height];
        var swapped = new uint[WordsPerRow];
        var lastMask = (byte)(width % 8 == 0 ? 0xFF : 0xFF << 8 - width % 8);
        for (var y = 0; y < height; y++)
        {
            BinaryPrimitives.ReverseEndianness(RowWords(y), swapped);
            var row = rows.AsSpan(y * stride, stride);
            MemoryMarshal.AsBytes<uint>(swapped)[..stride].CopyTo(row);
            row[^1] &= lastMask;
        }

        return new(width, height, rows);
    }

    public Pix Copy() => Own(LeptonicaNative.pixCopy(0, Handle), "copy an image");

    public void SetResolution(Dpi dpi)
    {
        var rounded = (int)Math.Round(dpi.Value);
        _ = LeptonicaNative.pixSetResolution(Handle, rounded, rounded);
    }

    public void Dispose() => Handle.Dispose();

    /// <summary>32-bit words of a row as Leptonica keeps them: the leftmost pixel in the most significant bits.</summary>
    internal unsafe Span<uint> RowWords(int y) => new(LeptonicaNative.pixGetData(Handle) + (long)y * WordsPerRow, WordsPerRow);

    internal int WordsPerRow => LeptonicaNative.pixGetWpl(Handle);

    /// <summary>The one checker of functions that return a <c>PIX*</c>: null means refused.</summary>
    internal static Pix Own(PixHandle handle, string action)
    {
        if (!handle.IsInvalid) return new(handle);
        handle.Dispose();
        throw new ImagingException(Explain(action));
    }

    /// <summary>The one checker of functions that return an <c>l_ok</c>: other than 0 means refused.</summary>
    internal static void Check(int status, string action)
    {
        if (status != 0) throw new ImagingException(Explain(action));
    }

    private static string Explain(string action)
    {
        var words = LeptonicaMessages.Take();
        return words.Length == 0 ? $"Leptonica could not {action}." : $"Leptonica could not {action}: {words}";
    }

    private static void Require(bool condition, string message)
    {
        if (!condition) throw new InvalidOperationException(message);
    }

    private static string TakeString(nint text)
    {
        var managed = Marshal.PtrToStringUTF8(text) ?? "";
        LeptonicaNative.lept_free(text);
        return managed.ReplaceLineEndings(" ").Trim();
    }
}
