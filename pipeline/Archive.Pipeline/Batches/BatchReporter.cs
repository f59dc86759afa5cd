using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Pipeline.Batches;

/// <summary>Makes a batch's account from the catalog alone, so that it reads the same whenever it is asked for.</summary>
public sealed class BatchReporter(ICatalog catalog)
{
    /// <param name="problems">Problems of the run just ended; none when the account is asked for later.</param>
    public async Task<BatchReport> ReportAsync(BatchRecord batch, IReadOnlyList<FileProblem> problems, CancellationToken cancellation)
    {
        var sources = await catalog.ListSourcesAsync(batch.Id, cancellation);
        var files = new List<ReportedFile>();
        var rejected = sources.Where(source => source.Disposition == SourceDisposition.Rejected)
            .Select(source => new RejectedSource(source.Path, source.Reason ?? "not received")).ToList();
        foreach (var file in await catalog.ListFilesAsync(batch.Id, cancellation))
        {
            var pages = await catalog.ListPagesAsync(file.Id, cancellation);
            if (pages.Any(page => page.Result is null)) continue;
            if (FileStep.HasSomethingToShow(pages)) files.Add(new(file, pages));
            else rejected.AddRange(pages.DistinctBy(page => page.SourcePath).Select(page => new RejectedSource(page.SourcePath, page.Result!.Reason ?? "not readable")));
        }

        return new(batch, files, rejected, Duplicates(sources), problems);
    }

    private static List<DuplicateSource> Duplicates(IReadOnlyList<SourceRecord> sources)
    {
        var holders = sources.Where(source => source.Disposition == SourceDisposition.Received).ToDictionary(source => source.Path, source => source.FileId!);
        return sources.Where(source => source.Disposition == SourceDisposition.Duplicate)
            .Select(source => new DuplicateSource(source.Path, source.DuplicateOf!, holders[source.DuplicateOf!], holders[source.DuplicateOf!] != source.FileId))
            .ToList();
    }
}
