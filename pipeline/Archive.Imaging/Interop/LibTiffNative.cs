using System.Runtime.InteropServices;

namespace Archive.Imaging.Interop;

/// <summary>The functions of libtiff 4 that decode one page; its directories are read in managed code.</summary>
internal static unsafe partial class LibTiffNative
{
    internal const string Library = "libtiff.so.6";
    internal const string CLibrary = "libc";

    [LibraryImport(Library)] internal static partial nint TIFFGetVersion();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial TiffHandle TIFFOpen(string path, string mode);

    [LibraryImport(Library)] internal static partial void TIFFClose(nint tiff);

    [LibraryImport(Library)] internal static partial int TIFFSetSubDirectory(TiffHandle tiff, ulong offset);

    [LibraryImport(Library)] internal static partial nint TIFFScanlineSize(TiffHandle tiff);

    [LibraryImport(Library)] internal static partial int TIFFReadScanline(TiffHandle tiff, byte* buffer, uint row, ushort sample);

    [LibraryImport(Library)]
    internal static partial int TIFFReadRGBAImageOriented(TiffHandle tiff, uint width, uint height, uint* raster, int orientation, int stopOnError);

    [LibraryImport(Library)] internal static partial nint TIFFSetErrorHandler(delegate* unmanaged<byte*, byte*, nint, void> handler);

    [LibraryImport(Library)] internal static partial nint TIFFSetWarningHandler(delegate* unmanaged<byte*, byte*, nint, void> handler);

    // A va_list is an array type or a large structure on the 64-bit systems supported: both are passed as a pointer.
    [LibraryImport(CLibrary)] internal static partial int vsnprintf(byte* buffer, nuint size, byte* format, nint arguments);
}
