using System.Runtime.InteropServices;

namespace Archive.Recognition.Interop;

/// <summary>
/// The functions of Tesseract's C API (5.0 and later, capi.h) that Archive uses. A returned <c>char*</c> is freed with
/// <see cref="TessDeleteText"/> unless the declaration says otherwise; an <c>int</c> status is 0 for success, a <c>BOOL</c> 1 for success.
/// </summary>
internal static unsafe partial class TesseractNative
{
    internal const string Library = "libtesseract.so.5";

    /// <summary>Static storage, not to be freed.</summary>
    [LibraryImport(Library)] internal static partial nint TessVersion();

    [LibraryImport(Library)] internal static partial void TessDeleteText(nint text);

    [LibraryImport(Library)] internal static partial TesseractHandle TessBaseAPICreate();

    [LibraryImport(Library)] internal static partial void TessBaseAPIDelete(nint api);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int TessBaseAPIInit4(
        TesseractHandle api, string? dataPath, string languages, int engineMode, nint configs, int configCount,
        [In] string[] names, [In] string[] values, nuint count, int setOnlyNonDebug);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int TessBaseAPISetVariable(TesseractHandle api, string name, string value);

    [LibraryImport(Library)] internal static partial void TessBaseAPISetPageSegMode(TesseractHandle api, int mode);

    [LibraryImport(Library)]
    internal static partial void TessBaseAPISetImage(TesseractHandle api, byte* pixels, int width, int height, int bytesPerPixel, int bytesPerLine);

    [LibraryImport(Library)] internal static partial void TessBaseAPISetSourceResolution(TesseractHandle api, int dpi);

    [LibraryImport(Library)] internal static partial void TessBaseAPISetRectangle(TesseractHandle api, int left, int top, int width, int height);

    [LibraryImport(Library)] internal static partial int TessBaseAPIRecognize(TesseractHandle api, nint monitor);

    [LibraryImport(Library)] internal static partial void TessBaseAPIClear(TesseractHandle api);

    [LibraryImport(Library)]
    internal static partial int TessBaseAPIDetectOrientationScript(
        TesseractHandle api, out int degrees, out float degreesConfidence, out nint scriptName, out float scriptConfidence);

    [LibraryImport(Library)] internal static partial ResultIteratorHandle TessBaseAPIGetIterator(TesseractHandle api);

    [LibraryImport(Library)] internal static partial void TessResultIteratorDelete(nint iterator);

    [LibraryImport(Library)] internal static partial int TessResultIteratorNext(ResultIteratorHandle iterator, int level);

    [LibraryImport(Library)] internal static partial nint TessResultIteratorGetUTF8Text(ResultIteratorHandle iterator, int level);

    [LibraryImport(Library)] internal static partial float TessResultIteratorConfidence(ResultIteratorHandle iterator, int level);

    /// <summary>Owned by the engine, not to be freed; null where unknown.</summary>
    [LibraryImport(Library)] internal static partial nint TessResultIteratorWordRecognitionLanguage(ResultIteratorHandle iterator);

    /// <summary>Borrowed: the page iterator is the same object as the result iterator and is not deleted.</summary>
    [LibraryImport(Library)] internal static partial nint TessResultIteratorGetPageIterator(ResultIteratorHandle iterator);

    [LibraryImport(Library)] internal static partial int TessPageIteratorIsAtBeginningOf(nint iterator, int level);

    [LibraryImport(Library)]
    internal static partial int TessPageIteratorBoundingBox(nint iterator, int level, out int left, out int top, out int right, out int bottom);

    [LibraryImport(Library)]
    internal static partial int TessPageIteratorBaseline(nint iterator, int level, out int x1, out int y1, out int x2, out int y2);

    [LibraryImport(Library)] internal static partial int TessPageIteratorBlockType(nint iterator);
}
