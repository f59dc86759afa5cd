using Archive.Domain.Ports;

namespace Archive.Pipeline.Verification;

/// <summary>An additional look at a stored PDF by another program; null where it has nothing to say against it.</summary>
public delegate Task<string?> PdfCheck(string path, CancellationToken cancellation);

/// <summary>Which objects a verification reads back.</summary>
public enum FixityScope
{
    /// <summary>Each that was not read back since the verification began.</summary>
    All,

    /// <summary>Those that were missing or changed at their last check.</summary>
    Damaged,
}

/// <summary>How far a verification goes.</summary>
public sealed record VerifyOptions
{
    /// <summary>Most bytes to read back, 1 and up; the object at which it is passed is read to its end. Null, the default, for no limit.</summary>
    public long? MostBytes { get; init; }

    /// <summary>After this time no more objects are read back, more than zero; null, the default, for no limit.</summary>
    public TimeSpan? MostTime { get; init; }

    /// <summary>Whether the search index is at hand to be compared; true by default.</summary>
    public bool CheckIndex { get; init; } = true;

    /// <summary>Which objects are read back; all by default.</summary>
    public FixityScope Scope { get; init; } = FixityScope.All;

    /// <summary>A second opinion on every PDF; null, the default, for none.</summary>
    public PdfCheck? DeepCheck { get; init; }

    /// <summary>Checks every option against its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it and the range.</exception>
    public VerifyOptions Validated()
    {
        if (MostBytes is < 1) throw new ArgumentOutOfRangeException(null, "The budget of a verification is at least one byte.");
        if (MostTime is { } time && time <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(null, "The budget of a verification is more than no time.");
        return this;
    }
}

/// <summary>What was looked at, and what was found.</summary>
/// <param name="Objects">Objects read back.</param>
/// <param name="Bytes">Bytes read back.</param>
/// <param name="IndexEntries">Null where the index was not looked at.</param>
/// <param name="Findings">What stands, from this verification and those before; at most <see cref="MostFindings"/>.</param>
/// <param name="More">True where there are more findings than are listed.</param>
/// <param name="Due">True where the budget was used up before every object was read back.</param>
public sealed record VerifyReport(long Objects, long Bytes, long Files, long? IndexEntries, IReadOnlyList<Domain.VerifyFinding> Findings, bool More, bool Due)
{
    /// <summary>Findings in one report; repaired, the next verification lists the next.</summary>
    public const int MostFindings = 10_000;

    public bool Sound => Findings.Count == 0;

    /// <summary>True where an object is missing or has other bytes than it was stored with.</summary>
    public bool HasMismatch => Findings.Any(finding => finding.Kind is Domain.FindingKind.MissingObject or Domain.FindingKind.ChangedObject);
}
