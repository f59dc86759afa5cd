namespace Archive.Domain;

/// <summary>
/// What became of a stage's work. Never null and never a silent zero: an angle of 0.00° is <see cref="Done"/>,
/// "no angle found" is <see cref="Skipped"/>.
/// </summary>
public abstract record StageOutcome<T>
{
    private StageOutcome() { }

    /// <summary>The stage measured or made what it was asked for.</summary>
    public sealed record Done(T Value) : StageOutcome<T>;

    /// <summary>There was nothing to do, and that is fine: no text to find an angle in, a blank page to recognize.</summary>
    public sealed record Skipped(string Reason) : StageOutcome<T>;

    /// <summary>A person has to look; the page goes on without this stage's result.</summary>
    public sealed record NeedsOperator(string Reason) : StageOutcome<T>;

    /// <summary>The stage could not do its work on this input.</summary>
    public sealed record Failed(string Error) : StageOutcome<T>;

    /// <summary>The value where the stage is done, otherwise <paramref name="otherwise"/>.</summary>
    public T Or(T otherwise) => this is Done done ? done.Value : otherwise;
}
