using System.Runtime.InteropServices;

namespace Archive.Imaging.Interop;

/// <summary>OpenJPEG's complaints, kept per thread.</summary>
internal static unsafe class OpenJpegMessages
{
    [ThreadStatic]
    private static string? t_first;

    /// <summary>The first error or warning since <see cref="Attach"/>; empty where there was none.</summary>
    internal static string First => t_first ?? "";

    /// <summary>Forgets what was and listens to a codec.</summary>
    internal static void Attach(OpenJpegCodecHandle codec)
    {
        t_first = null;
        _ = OpenJpegNative.opj_set_error_handler(codec, &Keep, 0);
        _ = OpenJpegNative.opj_set_warning_handler(codec, &Keep, 0);
    }

    [UnmanagedCallersOnly]
    private static void Keep(byte* message, nint data) =>
        t_first ??= Marshal.PtrToStringUTF8((nint)message)?.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
