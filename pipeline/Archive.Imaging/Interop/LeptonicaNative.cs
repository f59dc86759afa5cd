using System.Runtime.InteropServices;

namespace Archive.Imaging.Interop;

/// <summary>
/// The functions of Leptonica (1.82 and later) that Archive uses, as declared in its allheaders.h. A <c>PIX*</c> that a function returns is
/// owned by the caller; an <c>l_ok</c> is 0 for success.
/// </summary>
internal static unsafe partial class LeptonicaNative
{
    /// <summary>Resolved by <see cref="NativeLibraries"/> to the file name of the distribution.</summary>
    internal const string Library = "leptonica";

    static LeptonicaNative() => NativeLibraries.Register();

    [LibraryImport(Library)] internal static partial nint getLeptonicaVersion();

    [LibraryImport(Library)] internal static partial nint getImagelibVersions();

    [LibraryImport(Library)] internal static partial int setMsgSeverity(int severity);

    [LibraryImport(Library)] internal static partial void leptSetStderrHandler(delegate* unmanaged<byte*, void> handler);

    [LibraryImport(Library)] internal static partial void lept_free(nint pointer);

    // Life and fields
    [LibraryImport(Library)] internal static partial PixHandle pixCreate(int width, int height, int depth);

    [LibraryImport(Library)] internal static partial PixHandle pixCreateNoInit(int width, int height, int depth);

    [LibraryImport(Library)] internal static partial void pixDestroy(ref nint pix);

    [LibraryImport(Library)] internal static partial PixHandle pixCopy(nint destination, PixHandle source);

    [LibraryImport(Library)] internal static partial int pixGetWidth(PixHandle pix);

    [LibraryImport(Library)] internal static partial int pixGetHeight(PixHandle pix);

    [LibraryImport(Library)] internal static partial int pixGetDepth(PixHandle pix);

    [LibraryImport(Library)] internal static partial int pixGetSpp(PixHandle pix);

    [LibraryImport(Library)] internal static partial int pixGetWpl(PixHandle pix);

    [LibraryImport(Library)] internal static partial uint* pixGetData(PixHandle pix);

    [LibraryImport(Library)] internal static partial nint pixGetColormap(PixHandle pix);

    [LibraryImport(Library)] internal static partial int pixcmapHasColor(nint colormap, out int hasColour);

    [LibraryImport(Library)] internal static partial int pixGetXRes(PixHandle pix);

    [LibraryImport(Library)] internal static partial int pixGetYRes(PixHandle pix);

    [LibraryImport(Library)] internal static partial int pixSetResolution(PixHandle pix, int x, int y);

    // Reading
    [LibraryImport(Library)] internal static partial PixHandle pixReadMem(byte* data, nuint size);

    [LibraryImport(Library)] internal static partial PixHandle pixReadMemTiff(byte* data, nuint size, int page);

    [LibraryImport(Library)] internal static partial PixHandle pixReadMemJpeg(byte* data, nuint size, int colormap, int reduction, out int warnings, int hint);

    // Writing
    [LibraryImport(Library)] internal static partial int pixWriteMemPng(out nint data, out nuint size, PixHandle pix, float gamma);

    [LibraryImport(Library)] internal static partial int pixWriteMemJpeg(out nint data, out nuint size, PixHandle pix, int quality, int progressive);

    [LibraryImport(Library)] internal static partial int pixWriteMemTiff(out nint data, out nuint size, PixHandle pix, int compression);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int pixWriteTiff(string path, PixHandle pix, int compression, string mode);

    [LibraryImport(Library)] internal static partial int pixSetChromaSampling(PixHandle pix, int sampling);

    // Depth and colour
    [LibraryImport(Library)] internal static partial PixHandle pixConvertTo8(PixHandle pix, int colormap);

    [LibraryImport(Library)] internal static partial PixHandle pixConvertTo32(PixHandle pix);

    [LibraryImport(Library)] internal static partial PixHandle pixConvert16To8(PixHandle pix, int type);

    [LibraryImport(Library)] internal static partial PixHandle pixConvertRGBToGray(PixHandle pix, float red, float green, float blue);

    [LibraryImport(Library)] internal static partial PixHandle pixRemoveColormap(PixHandle pix, int type);

    [LibraryImport(Library)] internal static partial PixHandle pixRemoveAlpha(PixHandle pix);

    [LibraryImport(Library)] internal static partial PixHandle pixInvert(nint destination, PixHandle source);

    // Geometry
    [LibraryImport(Library)] internal static partial PixHandle pixRotateOrth(PixHandle pix, int quads);

    [LibraryImport(Library)] internal static partial int pixRasterop(PixHandle destination, int x, int y, int width, int height, int operation, PixHandle source, int sourceX, int sourceY);

    [LibraryImport(Library)] internal static partial PixHandle pixFlipLR(nint destination, PixHandle source);

    [LibraryImport(Library)] internal static partial PixHandle pixRotateAMGray(PixHandle pix, float radians, byte background);

    [LibraryImport(Library)] internal static partial PixHandle pixRotateAMColor(PixHandle pix, float radians, uint background);

    [LibraryImport(Library)] internal static partial PixHandle pixRotate(PixHandle pix, float radians, int type, int background, int width, int height);

    [LibraryImport(Library)] internal static partial PixHandle pixScale(PixHandle pix, float scaleX, float scaleY);

    // From bitonal to grey, each pixel the mean of a square
    [LibraryImport(Library)] internal static partial PixHandle pixScaleToGray2(PixHandle pix);

    [LibraryImport(Library)] internal static partial PixHandle pixScaleToGray4(PixHandle pix);

    [LibraryImport(Library)] internal static partial PixHandle pixScaleToGray8(PixHandle pix);

    [LibraryImport(Library)] internal static partial PixHandle pixScaleToGray16(PixHandle pix);

    // Bitonal work
    [LibraryImport(Library)] internal static partial PixHandle pixThresholdToBinary(PixHandle pix, int threshold);

    [LibraryImport(Library)]
    internal static partial int pixFindSkewSweepAndSearchScorePivot(
        PixHandle pix, out float degrees, out float confidence, out float endScore,
        int sweepReduction, int searchReduction, float centre, float range, float sweepStep, float finestStep, int pivot);
}
