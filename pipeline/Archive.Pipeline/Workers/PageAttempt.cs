using Archive.Domain;

namespace Archive.Pipeline.Workers;

/// <summary>What one worker made of one page.</summary>
public abstract record PageAttempt
{
    private PageAttempt() { }

    /// <summary>The worker answered; its result may still say that the page needs an operator.</summary>
    public sealed record Worked(PageWorkResult Result) : PageAttempt;

    /// <summary>The worker crashed, hung or went over its memory; it is gone.</summary>
    /// <param name="Problem">Crashed, TimedOut or OutOfMemory.</param>
    /// <param name="Detail">One sentence of what was seen, for the record.</param>
    public sealed record Lost(PageProblem Problem, string Detail) : PageAttempt;

    /// <summary>The worker was ended by a signal that no page can send: by a person or a service manager. It says next to nothing about the page.</summary>
    /// <param name="Detail">One sentence of what was seen, for the record.</param>
    public sealed record Interrupted(string Detail) : PageAttempt;
}
