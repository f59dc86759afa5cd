namespace Archive.Pipeline.Workers;

/// <summary>How a page worker process is started.</summary>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Its arguments, unquoted.</param>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments);
