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
/// Decides from a page's record how often it is tried. Failures were seen by the supervisor; an attempt without one means that the host or the
/// page worker was ended from outside, which says little about the page until it has happened again and again.
/// </summary>
internal static class PagePolicy
{
    /// <summary>The first attempt and one more with a fresh worker.</summary>
    internal const int FailuresBeforeImageOnly = 2;

    internal const int FailuresBeforeGivingUp = 3;

    /// <summary>
    /// As often the page was in hand when its host or worker was ended, so it may be why: text is no longer tried. High, because memory that
    /// runs out and crashes are told apart, so that what is left nearly always means a person, a service manager or a power cut.
    /// </summary>
    internal const int InterruptionsBeforeImageOnly = 20;

    internal const int InterruptionsBeforeGivingUp = 24;

    /// <param name="page">As claimed: the attempt about to be made is counted.</param>
    internal static PageTrial Next(PageRecord page)
    {
        var interruptions = Interruptions(page);
        if (page.Failures >= FailuresBeforeGivingUp || interruptions >= InterruptionsBeforeGivingUp) return PageTrial.GiveUp;
        if (page.Failures >= FailuresBeforeImageOnly || interruptions >= InterruptionsBeforeImageOnly) return PageTrial.ImageOnly;
        return PageTrial.Full;
    }

    /// <summary>Earlier attempts that ended without a verdict on the page.</summary>
    internal static int Interruptions(PageRecord page) => page.Attempts - 1 - page.Failures;
}
