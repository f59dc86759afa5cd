using Archive.Domain;

namespace Archive.Pipeline.Batches;

/// <summary>The account of a batch, made from the catalog.</summary>
/// <param name="Files">Personal files with at least one page that is not rejected, by id.</param>
/// <param name="Rejected">Inputs that did not come in, or came in and turned out to hold no readable page.</param>
/// <param name="Problems">Files of this run that have no PDF because of a bug.</param>
public sealed record BatchReport(
    BatchRecord Batch, IReadOnlyList<ReportedFile> Files, IReadOnlyList<RejectedSource> Rejected, IReadOnlyList<DuplicateSource> Duplicates,
    IReadOnlyList<FileProblem> Problems)
{
    /// <summary>The sums over all of it.</summary>
    public BatchCounts Counts
    {
        get
        {
            var pages = Files.SelectMany(file => file.Pages).Select(page => page.Result!).ToList();
            var rejected = Rejected.Count + pages.Count(page => page.Outcome == PageOutcome.Rejected);
            var needsOperator = pages.Count(page => page.Outcome == PageOutcome.NeedsOperator);
            var blank = pages.Count(page => page is { Outcome: PageOutcome.Done, Inspection.Blank: true });
            return new(pages.Count + Rejected.Count, pages.Count - needsOperator - blank - (rejected - Rejected.Count), blank, needsOperator, rejected, Duplicates.Count);
        }
    }

    /// <summary>True where a person has something to look at.</summary>
    public bool NeedsAttention =>
        Problems.Count > 0 || Counts is { NeedsOperator: > 0 } or { Rejected: > 0 } || Duplicates.Any(duplicate => duplicate.InAnotherFile);
}

/// <summary>A personal file with its pages by number.</summary>
public sealed record ReportedFile(FileRecord File, IReadOnlyList<PageRecord> Pages);

/// <summary>An input that is not in the archive, with one sentence saying why.</summary>
public sealed record RejectedSource(string Path, string Reason);

/// <summary>An input whose bytes were received before.</summary>
/// <param name="Of">The path under which they came in.</param>
/// <param name="FileId">The personal file that has them.</param>
/// <param name="InAnotherFile">True where the duplicate was meant for another personal file: its page may be filed under the wrong person.</param>
public sealed record DuplicateSource(string Path, string Of, string FileId, bool InAnotherFile);

/// <summary>Received = recognized + blank + needs operator + rejected; pages, and inputs where these were rejected whole. Duplicates stand apart.</summary>
public sealed record BatchCounts(int Received, int Recognized, int Blank, int NeedsOperator, int Rejected, int Duplicates);
