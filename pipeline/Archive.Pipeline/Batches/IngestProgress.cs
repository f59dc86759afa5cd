namespace Archive.Pipeline.Batches;

/// <summary>How far a batch is, counted from its beginning, not from the resumption.</summary>
/// <param name="InputsPlanned">Inputs found by the command.</param>
/// <param name="InputsReceived">Inputs that are durable, reported as duplicates or rejected.</param>
/// <param name="PagesKnown">Pages of the inputs received so far.</param>
/// <param name="PagesFinished">Pages whose result is durable.</param>
/// <param name="PagesThisRun">Pages finished by this run, for its speed.</param>
/// <param name="FilesKnown">Personal files that have pages.</param>
/// <param name="FilesIndexed">Personal files that are assembled and indexed.</param>
public sealed record IngestProgress(
    int InputsPlanned, int InputsReceived, int PagesKnown, int PagesFinished, int PagesThisRun, int FilesKnown, int FilesIndexed)
{
    /// <summary>True when no further page can become known.</summary>
    public bool ReceivingIsOver => InputsReceived >= InputsPlanned;
}
