using System.Runtime.InteropServices;
using System.Text;

namespace Archive.Imaging.Interop;

/// <summary>Leptonica's and its codecs' complaints, kept per thread so that an error can say why, instead of going to stderr.</summary>
internal static unsafe class LeptonicaMessages
{
    private const int SeverityWarning = 4;
    private const int LongestKept = 2000;

    [ThreadStatic]
    private static StringBuilder? t_messages;

    static LeptonicaMessages()
    {
        _ = LeptonicaNative.setMsgSeverity(SeverityWarning);
        LeptonicaNative.leptSetStderrHandler(&Append);
    }

    internal static void Clear() => t_messages?.Clear();

    /// <summary>The messages since <see cref="Clear"/>, one line; empty where there are none.</summary>
    internal static string Take()
    {
        var text = t_messages?.ToString().ReplaceLineEndings(" ").Trim() ?? "";
        Clear();
        return text;
    }

    [UnmanagedCallersOnly]
    private static void Append(byte* message) => Keep(message);

    private static void Keep(byte* message)
    {
        var kept = t_messages ??= new StringBuilder();
        if (kept.Length < LongestKept) kept.Append(Marshal.PtrToStringUTF8((nint)message));
    }
}
