using Archive.Domain;

namespace Archive.Pipeline.Receive;

/// <summary>What an ingest command will receive, before anything is read in full.</summary>
/// <param name="Files">Personal files in the order in which they are received.</param>
/// <param name="Rejected">Inputs that are not taken, each with its reason.</param>
public sealed record IngestPlan(IReadOnlyList<PlannedFile> Files, IReadOnlyList<RejectedInput> Rejected)
{
    /// <summary>Files that operating systems leave in folders (Thumbs.db and the like): not taken, and no reason for concern.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
}

/// <summary>One personal file to be.</summary>
/// <param name="Ordinal">Place in the plan, from 0.</param>
/// <param name="Name">Title shown to people.</param>
/// <param name="Case">From the folder's name, else as given with the command; null where neither says.</param>
/// <param name="Sources">Absolute paths in page order; at least one.</param>
public sealed record PlannedFile(int Ordinal, string Name, CaseNumber? Case, IReadOnlyList<string> Sources);

/// <summary>An input that is not taken, with one clause saying why.</summary>
public sealed record RejectedInput(string Path, string Reason);

/// <summary>The command as given makes no sense and nothing of it is done; the message says what to change.</summary>
public sealed class IngestUsageException(string message) : Exception(message);
