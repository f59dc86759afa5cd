namespace Archive.Web.Scanning;

/// <summary>How a scan stands, or how it ended.</summary>
public enum ScanOutcome
{
    Running,

    /// <summary>The feeder is empty, or the one page of a flatbed is scanned.</summary>
    Done,

    /// <summary>By the operator.</summary>
    Stopped,
    Jam,
    CoverOpen,

    /// <summary>Another program, or another node, uses the scanner.</summary>
    Busy,

    /// <summary>The scanner was switched off or unplugged.</summary>
    DeviceGone,

    /// <summary>There is no scanner at this machine, or no program to scan with.</summary>
    NoScanner,

    /// <summary>For another reason, which a word tells.</summary>
    Failed,

    /// <summary>No page came for too long.</summary>
    TimedOut,
}

/// <summary>Puts how scanimage ended into an outcome: its exit code is SANE's status (SANE standard 1.06, section 4.2.7) where a page was begun.</summary>
internal static class ScanEnding
{
    private const int Good = 0, Busy = 3, Jammed = 6, NoDocuments = 7, CoverOpen = 8, IoError = 9, NoMemory = 10, AccessDenied = 11;

    /// <param name="said">What it wrote to standard error, in the C locale.</param>
    /// <returns>The outcome, and a word where it is <see cref="ScanOutcome.Failed"/>.</returns>
    internal static (ScanOutcome Outcome, string? Word) Of(int code, string said)
    {
        bool Says(string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);
        return code switch
        {
            Good or NoDocuments => (ScanOutcome.Done, null),
            Jammed => (ScanOutcome.Jam, null),
            CoverOpen => (ScanOutcome.CoverOpen, null),
            Busy => (ScanOutcome.Busy, null),
            _ when Says("Device busy") => (ScanOutcome.Busy, null),
            _ when Says("feeder jammed") => (ScanOutcome.Jam, null),
            _ when Says("cover is open") => (ScanOutcome.CoverOpen, null),
            _ when Says("no SANE devices found") => (ScanOutcome.NoScanner, null),
            AccessDenied => (ScanOutcome.Failed, "accessDenied"),
            _ when Says("has been denied") => (ScanOutcome.Failed, "accessDenied"),
            _ when Says("open of device") => (ScanOutcome.DeviceGone, null),
            NoMemory => (ScanOutcome.Failed, "outOfMemory"),
            IoError => (ScanOutcome.Failed, InputOutput),
            _ when Says("setting of option") || Says("unrecognized option") || Says("Invalid argument") => (ScanOutcome.Failed, "options"),
            _ => (ScanOutcome.Failed, "unexpected"),
        };
    }

    /// <summary>The device does not answer as it should; it may be gone.</summary>
    internal const string InputOutput = "inputOutput";

    /// <summary>The service ended meanwhile.</summary>
    internal const string Interrupted = "interrupted";
}
