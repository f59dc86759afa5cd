using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Archive.Domain;
using Archive.Domain.Audit;

namespace Archive.Web.Capturing;

/// <summary>What the audit ledger is told of inputs and batches, by whichever way they came.</summary>
internal static class InputTold
{
    internal static string Subject(long batchId) => string.Create(CultureInfo.InvariantCulture, $"batch {batchId}");

    internal static string Begun(int? sheets) => string.Create(CultureInfo.InvariantCulture, $"batch begun: sheets {sheets}");

    internal static string Of(SourceRecord source) =>
        string.Create(CultureInfo.InvariantCulture, $"input {source.Ordinal} {(source.Disposition == SourceDisposition.Received ? "received" : source.Disposition == SourceDisposition.Duplicate ? "found a duplicate" : "rejected")}");

    /// <summary>What the service did by itself; told again with the same cause after a crash, it is the same event.</summary>
    internal static AuditEvent Event(string cause, DateTimeOffset at, string actor, long batchId, string detail) => new(
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(cause)).AsSpan(0, 16), bigEndian: true), at, actor, AuditAction.Change, AuditOutcome.Done, Subject(batchId), Detail: detail);
}
