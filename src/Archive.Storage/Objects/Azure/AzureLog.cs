using Microsoft.Extensions.Logging;

namespace Archive.Storage.Objects.Azure;

/// <summary>What the store logs: once each, what the account does not have.</summary>
internal static partial class AzureLog
{
    [LoggerMessage(LogLevel.Warning, "the object store's account refuses {Feature} ({Status} {Code}); objects are kept without until the next start")]
    internal static partial void AccountRefuses(this ILogger log, string feature, int status, string? code);
}
