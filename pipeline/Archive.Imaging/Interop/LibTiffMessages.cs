using System.Runtime.InteropServices;

namespace Archive.Imaging.Interop;

/// <summary>libtiff's complaints, kept per thread, so that a page's damage can be told in its words instead of going to stderr.</summary>
internal static unsafe class LibTiffMessages
{
    private const int LongestMessage = 512;

    [ThreadStatic]
    private static string? t_first;

    [ThreadStatic]
    private static int t_errors;

    /// <summary>Errors since <see cref="Clear"/>.</summary>
    internal static int Errors => t_errors;

    /// <summary>The first error since <see cref="Clear"/>, otherwise a general word.</summary>
    internal static string First => t_first ?? "no reason given";

    /// <summary>Listens from now on. Anew for each page, since Leptonica takes the handlers away whenever it writes a TIFF.</summary>
    internal static void Listen()
    {
        _ = LibTiffNative.TIFFSetErrorHandler(&OnError);
        _ = LibTiffNative.TIFFSetWarningHandler(&OnWarning);
        Clear();
    }

    internal static void Clear() => (t_first, t_errors) = (null, 0);

    [UnmanagedCallersOnly]
    private static void OnError(byte* module, byte* format, nint arguments)
    {
        if (t_errors++ > 0) return;
        var buffer = stackalloc byte[LongestMessage];
        _ = LibTiffNative.vsnprintf(buffer, LongestMessage, format, arguments);
        t_first = Marshal.PtrToStringUTF8((nint)buffer)?.ReplaceLineEndings(" ").Trim().TrimEnd('.');
    }

    // Unknown tags and the like, of no consequence to the pixels.
    [UnmanagedCallersOnly]
    private static void OnWarning(byte* module, byte* format, nint arguments)
    {
    }
}
