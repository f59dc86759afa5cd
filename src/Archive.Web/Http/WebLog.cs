using Microsoft.Extensions.Logging;

namespace Archive.Web.Http;

/// <summary>What the service tells its log. No names, no addresses, no queries: those are for the audit ledger.</summary>
internal static partial class WebLog
{
    [LoggerMessage(EventId = 700, Level = LogLevel.Error, Message = "A request failed with {Kind} at {Endpoint}: {Stack}")]
    internal static partial void Bug(this ILogger log, string kind, string endpoint, string stack);

    [LoggerMessage(EventId = 702, Level = LogLevel.Warning, Message = "An upload for batch {Batch} that had arrived could not be given to it: {Kind}.")]
    internal static partial void LeftUpload(this ILogger log, long batch, string kind);

    [LoggerMessage(EventId = 712, Level = LogLevel.Warning, Message = "Uploads cannot be looked after just now: {Problem}")]
    internal static partial void UploadsWait(this ILogger log, string problem);

    [LoggerMessage(EventId = 709, Level = LogLevel.Warning, Message = "A minute of the history is not kept: {Kind}.")]
    internal static partial void HistoryGap(this ILogger log, string kind);

    [LoggerMessage(EventId = 710, Level = LogLevel.Warning, Message = "The job {Job} could not be begun, or not be told of: {Problem}")]
    internal static partial void JobLost(this ILogger log, string job, string problem);

    [LoggerMessage(EventId = 711, Level = LogLevel.Warning, Message = "What is over was not taken out of the catalog: {Kind}.")]
    internal static partial void NotTidied(this ILogger log, string kind);

    [LoggerMessage(EventId = 703, Level = LogLevel.Warning, Message = "A hot folder waits or wants somebody's eye: {Problem}")]
    internal static partial void StationsWait(this ILogger log, string problem);

    [LoggerMessage(EventId = 704, Level = LogLevel.Information, Message = "A hot folder goes on.")]
    internal static partial void StationsGoOn(this ILogger log);

    [LoggerMessage(EventId = 705, Level = LogLevel.Warning, Message = "Scanned pages of batch {Batch} wait on their way into it: {Problem}")]
    internal static partial void ScanWaits(this ILogger log, long batch, string problem);

    [LoggerMessage(EventId = 701, Level = LogLevel.Information, Message = "The service listens at {Address}.")]
    internal static partial void Listening(this ILogger log, string address);
}
