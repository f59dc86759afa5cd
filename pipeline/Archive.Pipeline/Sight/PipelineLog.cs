using Archive.Domain;
using Microsoft.Extensions.Logging;

namespace Archive.Pipeline.Sight;

/// <summary>
/// Everything that the pipeline logs. Logs are read by more people than files are: an event carries ids, digests, counts and codes, never a
/// file name, a path of an input, a case number or a text, and of exceptions what <see cref="SafeWords"/> makes of them.
/// </summary>
internal static partial class PipelineLog
{
    [LoggerMessage(LogLevel.Information, "page {Page} of {File} finished: {Outcome} {Problem}, attempt {Attempt}, {CpuMs:0} ms of CPU, reused: {Reused}")]
    internal static partial void PageFinished(
        this ILogger log, string file, int page, int attempt, PageOutcome outcome, PageProblem problem, bool reused, double cpuMs);

    [LoggerMessage(LogLevel.Warning, "page {Page} of {File} failed: {Problem}, attempt {Attempt}")]
    internal static partial void PageFailed(this ILogger log, string file, int page, int attempt, PageProblem problem);

    [LoggerMessage(LogLevel.Warning, "page {Page} of {File} put back, attempt {Attempt}: its worker was {How}")]
    internal static partial void PageInterrupted(this ILogger log, string file, int page, int attempt, string how);

    [LoggerMessage(LogLevel.Information, "{File} assembled: {Pages} pages, {Bytes} bytes, SHA-256 {Digest}")]
    internal static partial void FileAssembled(this ILogger log, string file, int pages, Sha256Digest digest, long bytes);

    [LoggerMessage(LogLevel.Information, "{File} indexed: {Pages} pages")]
    internal static partial void FileIndexed(this ILogger log, string file, int pages);

    [LoggerMessage(LogLevel.Error, "this is a bug, please report it: the PDF made for {File} does not conform to PDF/A-2u and was not stored")]
    internal static partial void PdfNotConforming(this ILogger log, string file);

    [LoggerMessage(LogLevel.Information, "input {Ordinal} of batch {Batch} received into {File}: {Pages} pages, SHA-256 {Digest}")]
    internal static partial void SourceReceived(this ILogger log, long batch, int ordinal, string file, int pages, Sha256Digest? digest);

    [LoggerMessage(LogLevel.Information, "input {Ordinal} of batch {Batch} not received: {Disposition}, SHA-256 {Digest}")]
    internal static partial void SourceNotReceived(this ILogger log, long batch, int ordinal, SourceDisposition disposition, Sha256Digest? digest);

    [LoggerMessage(LogLevel.Information, "batch {Batch} received: {Inputs} inputs, {Files} files")]
    internal static partial void BatchReceived(this ILogger log, long batch, int inputs, int files);

    [LoggerMessage(LogLevel.Warning, "{Part} waits: {Problem}")]
    internal static partial void PartWaits(this ILogger log, string part, string problem);

    /// <summary>As loud as the waiting that it ends.</summary>
    [LoggerMessage(LogLevel.Warning, "{Part} goes on")]
    internal static partial void PartGoesOn(this ILogger log, string part);

    [LoggerMessage(LogLevel.Warning, "the index is made whole from the catalog")]
    internal static partial void IndexMending(this ILogger log);

    [LoggerMessage(LogLevel.Warning, "the index is whole")]
    internal static partial void IndexMended(this ILogger log);

    [LoggerMessage(LogLevel.Information, "verification begins")]
    internal static partial void VerificationBegan(this ILogger log);

    /// <param name="due">Whether objects are left for the next time.</param>
    [LoggerMessage("verification ended: {Objects} objects read back, more are due: {Due}, {Findings} findings; 'archive verify --repair' mends them")]
    internal static partial void VerificationEnded(this ILogger log, LogLevel level, long objects, bool due, int findings);

    [LoggerMessage(LogLevel.Error, "{Part}: {Problem} Run 'archive verify --repair'.")]
    internal static partial void ObjectMissing(this ILogger log, string part, string problem);

    [LoggerMessage(LogLevel.Error, "this is a bug, please report it: {Part}: {Problem} {Stack}")]
    internal static partial void Unforeseen(this ILogger log, string part, string problem, string stack);

    /// <summary>Tells what was survived and needs a person.</summary>
    internal static void Survived(this ILogger log, string part, Exception failure)
    {
        if (failure is FileNotFoundException) log.ObjectMissing(part, SafeWords.Of(failure));
        else log.Unforeseen(part, SafeWords.Of(failure), SafeWords.StackOf(failure));
    }
}
