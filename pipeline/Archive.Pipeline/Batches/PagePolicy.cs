using Archive.Domain;

namespace Archive.Pipeline.Batches;

/// <summary>How a page is to be tried next.</summary>
internal enum PageTrial
{
    /// <summary>Everything, text included.</summary>
    Full,

    /// <summary>The image alone: text has failed.</summary>
    ImageOnly,

    /// <summary>Not at all: even the image alone failed.</summary>
    GiveUp,
}

/// <summary>
/// Decides from a page's record how often it is tried. Failures were seen by the supervisor; an attempt without one means that the
/// host itself was killed, which says little about the page until it has happened again and again.
/// </summary>
internal static class PagePolicy
{
    /// <summary>The first attempt and one more with a fresh worker.</summary>
    internal const int FailuresBeforeImageOnly = 2;

    internal const int FailuresBeforeGivingUp = 3;

    /// <summary>
    /// As many hosts have died with this page in hand, so the page may be why: text is no longer tried. High, because a worker dies before
    /// its host when memory runs out, so that a dead host nearly always means a person, a time-out of a service manager or a power cut.
    /// </summary>
    internal const int HostDeathsBeforeImageOnly = 20;

    internal const int HostDeathsBeforeGivingUp = 24;

    /// <param name="page">As claimed: the attempt about to be made is counted.</param>
    internal static PageTrial Next(PageRecord page)
    {
        var hostDeaths = HostDeaths(page);
        if (page.Failures >= FailuresBeforeGivingUp || hostDeaths >= HostDeathsBeforeGivingUp) return PageTrial.GiveUp;
        if (page.Failures >= FailuresBeforeImageOnly || hostDeaths >= HostDeathsBeforeImageOnly) return PageTrial.ImageOnly;
        return PageTrial.Full;
    }

    /// <summary>Earlier attempts of which no end was recorded.</summary>
    internal static int HostDeaths(PageRecord page) => page.Attempts - 1 - page.Failures;
}
