using Archive.Domain.Capture;

namespace Archive.Domain.Ports;

/// <summary>Batches as operators feed and review them, beside the batches, files and pages of the catalog.</summary>
public interface ICaptureStore
{
    /// <summary>Begins a capture over a batch and its first file, which the catalog made; told again, the first one stays.</summary>
    Task<CaptureBatch> BeginAsync(long batchId, string feedFile, string by, CaptureSource source, int? sheets, int sides, CancellationToken cancellation);

    Task<CaptureBatch?> GetAsync(long batchId, CancellationToken cancellation);

    /// <summary>Newest first.</summary>
    /// <param name="before">Those with ids below this one; all where null.</param>
    /// <param name="limit">1 or more.</param>
    Task<IReadOnlyList<CaptureBatch>> ListAsync(long? before, int limit, CancellationToken cancellation);

    /// <summary>Changes what the operator declares (sheets, sides, closed, set aside) over the version that was read.</summary>
    /// <returns>False where somebody changed it meanwhile, or it is released: nothing was written.</returns>
    Task<bool> UpdateAsync(CaptureBatch batch, CancellationToken cancellation);

    /// <summary>Says what feeds a batch.</summary>
    /// <param name="device">Scanner or station.</param>
    Task SetDeviceAsync(long batchId, string device, CancellationToken cancellation);

    /// <summary>Somebody found the batch fit for release and hands it over for a second look, over the version that was read. Any change takes it back.</summary>
    /// <returns>False where somebody changed it meanwhile, or it is over: nothing was written.</returns>
    Task<bool> ApproveAsync(long batchId, long version, string by, CancellationToken cancellation);

    /// <summary>Counts the version up, since pages came in.</summary>
    Task TouchAsync(long batchId, CancellationToken cancellation);

    /// <summary>All pages of a batch, in the order of the operator.</summary>
    Task<IReadOnlyList<CapturedPage>> ListPagesAsync(long batchId, CancellationToken cancellation);

    /// <summary>Writes arrangements of pages of a batch, all or none, over the version that was read. Finished pages that are turned go back into the queue with it.</summary>
    /// <returns>The new version; null where somebody changed the batch meanwhile, or it is over.</returns>
    /// <exception cref="ArgumentException">A page is not of this batch, or an arrangement is out of its range.</exception>
    Task<long?> ArrangeAsync(long batchId, long version, IReadOnlyDictionary<long, PageArrangement> pages, CancellationToken cancellation);

    /// <summary>Makes the files of a plan out of the batch's pages, and hands them on to be assembled and indexed.</summary>
    /// <returns>False where somebody changed the batch meanwhile, a page is not finished, or it is over: nothing was written.</returns>
    Task<bool> ReleaseAsync(long batchId, long version, ReleasePlan plan, string by, CancellationToken cancellation);

    /// <summary>Pages drawn at releases, newest first.</summary>
    /// <param name="judged">True for those that somebody has looked at, false for the others.</param>
    /// <param name="before">Those of pages with ids below this one; all where null.</param>
    /// <param name="limit">1 or more.</param>
    Task<IReadOnlyList<PageSample>> ListSamplesAsync(bool judged, long? before, int limit, CancellationToken cancellation);

    Task<PageSample?> GetSampleAsync(long pageId, CancellationToken cancellation);

    /// <summary>Keeps what a second look at a drawn page found.</summary>
    /// <returns>False where somebody said so before, or it was not drawn: nothing was written.</returns>
    Task<bool> JudgeAsync(long pageId, SampleVerdict verdict, string? note, string by, CancellationToken cancellation);

    /// <summary>Batches released since, oldest first.</summary>
    Task<IReadOnlyList<ReleasedQuality>> ListQualityAsync(DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Documents of a file by their first page; empty where it was not released from a capture.</summary>
    Task<IReadOnlyList<PlannedDocument>> ListDocumentsAsync(string fileId, CancellationToken cancellation);
}
