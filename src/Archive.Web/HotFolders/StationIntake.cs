using System.Globalization;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Capture;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Receive.Pdf;
using Archive.Web.Capturing;

namespace Archive.Web.HotFolders;

/// <summary>What became of a file.</summary>
internal abstract record Verdict
{
    private Verdict() { }

    /// <param name="Remark">Said beside it; null where there is nothing to say.</param>
    internal sealed record Done(string? Remark) : Verdict;

    internal sealed record Rejected(string Reason) : Verdict;

    /// <summary>Somebody still writes to it.</summary>
    internal sealed record Changing : Verdict;
}

/// <summary>Brings a taken file into a batch. Told again after a crash, nothing is doubled.</summary>
internal sealed class StationIntake(StationFolder station, CaptureReceiver receiver, AuditWriter audit, ServiceOptions options, TimeProvider time)
{
    /// <summary>A file at which something fails that is no fault of the stores is not tried for ever.</summary>
    private const int MostTrials = 3;

    private readonly Dictionary<string, int> _trials = [];

    /// <param name="batchOf">Asked only where the file looks as if it could be received.</param>
    /// <exception cref="StoreUnavailableException">It is tried again later.</exception>
    /// <exception cref="StorageFullException">Likewise.</exception>
    internal async Task<Verdict> ReceiveAsync(string path, Func<Task<CaptureBatch>> batchOf, CancellationToken cancellation)
    {
        try
        {
            var before = FileFacts.Of(path, follow: false);
            if (await RefusalAsync(path, before.Size, cancellation) is { } refusal) return new Verdict.Rejected(refusal);
            var batch = await batchOf();
            var source = await receiver.ReceiveAsync(batch, path, PagePlace.Last, cancellation);
            // Rejected as half a file, it is received once it is whole.
            if (FileFacts.Of(path, follow: false) is var after && (after.Size != before.Size || after.Modified != before.Modified)) return new Verdict.Changing();
            await audit.WriteAsync(InputTold.Event($"{batch.BatchId}\n{path}", time.GetUtcNow(), station.Actor, batch.BatchId, InputTold.Of(source)), CancellationToken.None);
            _trials.Remove(path);
            return VerdictOf(source);
        }
        catch (Exception failure) when (!IsOfTheHouse(failure))
        {
            var trials = _trials[path] = _trials.GetValueOrDefault(path) + 1;
            if (trials < MostTrials) throw;
            _trials.Remove(path);
            return new Verdict.Rejected($"It could not be taken in ({failure.GetType().Name}).");
        }
    }

    /// <summary>What passes by itself or by the administrator, whatever the file.</summary>
    private static bool IsOfTheHouse(Exception failure) => failure is StoreUnavailableException or StorageFullException or EnvironmentProblemException or MissingToolException or OperationCanceledException;

    private async Task<string?> RefusalAsync(string path, long size, CancellationToken cancellation)
    {
        if (size == 0) return "The file is empty.";
        if (size > options.MostUploadBytes) return string.Create(CultureInfo.InvariantCulture, $"A file may have {options.MostUploadBytes:N0} bytes; this one has {size:N0}.");
        var head = new byte[Math.Min(size, CaptureReceiver.BytesToTell)];
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var count = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        return CaptureReceiver.Complaint(head.AsSpan(0, count)) is { } complaint ? Sentence(complaint) : null;
    }

    private static Verdict VerdictOf(SourceRecord source) => source.Disposition switch
    {
        SourceDisposition.Received => new Verdict.Done(null),
        SourceDisposition.Duplicate => new Verdict.Done(string.Create(
            CultureInfo.InvariantCulture, $"It has the same bytes as '{UploadName.Shown(source.DuplicateOf ?? "")}', which batch {source.DuplicateBatchId ?? source.BatchId} already has, and was not taken a second time.")),
        _ => new Verdict.Rejected(Sentence(source.Reason ?? "It cannot be read.")),
    };

    private static string Sentence(string clause) => clause.Length == 0 ? clause : char.ToUpperInvariant(clause[0]) + clause[1..].TrimEnd('.') + ".";
}
