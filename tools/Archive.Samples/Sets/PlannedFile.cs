using Archive.Domain;
using Archive.Samples.Pages;
using Archive.Samples.Randomness;
using Archive.Samples.Scanning;

namespace Archive.Samples.Sets;

/// <summary>A personal file to be made.</summary>
public sealed record PlannedFile(string Name, CaseNumber Case, IReadOnlyList<PlannedPage> Pages);

/// <summary>
/// A page to be made. Consecutive pages with the same path go into one multi-page TIFF or PDF, as the extension says.
/// </summary>
/// <param name="Path">Where the picture goes, below the samples folder, with forward slashes.</param>
/// <param name="Rng">The chance of grain and light on this page.</param>
public sealed record PlannedPage(string Path, Func<PageDraft> Front, ScanConditions Conditions, Rng Rng)
{
    /// <summary>What is on the other side, where it shows through.</summary>
    public Func<PageDraft>? Back { get; init; }
}

/// <summary>A named set of samples.</summary>
public interface ISampleSet
{
    string Name { get; }

    /// <summary>One line on what it holds and what <c>--files</c> counts.</summary>
    string Description { get; }

    /// <param name="files">How many files (of single-page sets: pages), at least 1.</param>
    /// <param name="strength">Strength of degradations, 0 to 1.</param>
    IEnumerable<PlannedFile> Plan(Rng rng, int files, double strength);
}
