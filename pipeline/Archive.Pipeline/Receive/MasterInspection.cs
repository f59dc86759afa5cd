using Archive.Domain;

namespace Archive.Pipeline.Receive;

/// <summary>Whether a file can be a master.</summary>
public abstract record MasterInspection
{
    private MasterInspection() { }

    /// <summary>A file of an accepted format with this many pages, at least 1. A page may yet turn out to be undecodable.</summary>
    public sealed record Accepted(MasterFormat Format, int PageCount) : MasterInspection;

    /// <summary>Not taken, with one clause saying why.</summary>
    public sealed record Rejected(string Reason) : MasterInspection;
}
