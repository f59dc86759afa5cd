namespace Archive.Pipeline.Receive.Pdf;

/// <summary>Bounds on the poppler programs that read PDFs, since a PDF of a few hundred bytes can ask for any amount of work.</summary>
public sealed record PdfToolOptions
{
    /// <summary>Longest wall time of one call. 1 s to 10 min, default 60 s.</summary>
    public TimeSpan TimeOut { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Most address space of one call in bytes. 256 MB to 16 GB, default 1.5 GB.</summary>
    public long MaxMemoryBytes { get; init; } = 1536L << 20;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Validate()
    {
        if (TimeOut < TimeSpan.FromSeconds(1) || TimeOut > TimeSpan.FromMinutes(10))
            throw new ArgumentOutOfRangeException(nameof(TimeOut), TimeOut, "The time-out lies between 1 second and 10 minutes.");
        if (MaxMemoryBytes < 256L << 20 || MaxMemoryBytes > 16L << 30)
            throw new ArgumentOutOfRangeException(nameof(MaxMemoryBytes), MaxMemoryBytes, "The memory limit lies between 256 MB and 16 GB.");
    }
}

/// <summary>A program that Archive needs is not installed; the message says which package has it.</summary>
public sealed class MissingToolException(string message) : Exception(message);
