namespace Archive.Domain.Capture;

/// <summary>What a second look at a released page found.</summary>
public enum SampleVerdict
{
    Good,

    /// <summary>A part of the paper is missing from the image.</summary>
    CutOff,
    Unreadable,
    Crooked,

    /// <summary>In the wrong file, in the wrong document or at the wrong place in it.</summary>
    Misplaced,

    /// <summary>The page before or after it is not there.</summary>
    Incomplete,
    Other,
}

/// <summary>A page that was drawn at the release of its batch, to be looked at once more.</summary>
/// <param name="Operator">Who fed the batch.</param>
/// <param name="ReleasedBy">Who released it.</param>
/// <param name="Device">Scanner or station; null for uploads.</param>
/// <param name="Verdict">Null until somebody has looked.</param>
public sealed record PageSample(
    long PageId, long BatchId, string BatchName, string FileId, int Number, string Operator, string? ReleasedBy, string? Device, DateTimeOffset DrawnAt,
    SampleVerdict? Verdict, string? Note, DateTimeOffset? JudgedAt, string? JudgedBy)
{
    /// <summary>Most characters of a note.</summary>
    public const int LongestNote = 500;
}
