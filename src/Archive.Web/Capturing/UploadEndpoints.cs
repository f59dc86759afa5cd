using System.Globalization;
using System.Text;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Capture;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Web.Access;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Capturing;

/// <summary>Resumable uploads into a batch by the tus protocol 1.0.0 (core, creation, termination).</summary>
internal static class UploadEndpoints
{
    private const string Version = "1.0.0", OffsetType = "application/offset+octet-stream";

    internal static void MapUploads(this IEndpointRouteBuilder api)
    {
        api.MapPost("/batches/{id:long}/uploads", BeginAsync).WithTags("Uploads").RequireAuthorization(Policies.Capture).TakesIdempotencyKey();
        var uploads = api.MapGroup("/uploads/{upload}").WithTags("Uploads").RequireAuthorization(Policies.Capture);
        uploads.MapMethods("", [HttpMethods.Head], TellOffsetAsync);
        uploads.MapPatch("", AppendAsync);
        uploads.MapDelete("", RemoveAsync);
    }

    private static async Task<IResult> BeginAsync(HttpContext http, long id, ICatalog catalog, Uploads uploads, CaptureReceiver receiver, ServiceOptions options, AuditTrail audit)
    {
        http.Response.Headers["Tus-Resumable"] = Version;
        if (!long.TryParse(http.Request.Headers["Upload-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return Problems.Of(StatusCodes.Status400BadRequest, "lengthNeeded", "Say in Upload-Length how many bytes will come.");
        if (length > options.MostUploadBytes) return Problems.Of(StatusCodes.Status413PayloadTooLarge, "tooLarge", $"A file may have {options.MostUploadBytes:N0} bytes; this one has {length:N0}.");
        if (await catalog.Captures.GetAsync(id, http.RequestAborted) is not { } batch) return Problems.NotFound();
        if (batch.Stage is CaptureStage.Released or CaptureStage.SetAside) return Over();
        var facts = Metadata(http.Request.Headers["Upload-Metadata"].ToString());
        long? replaces = null;
        if (facts.GetValueOrDefault("replaces") is { Length: > 0 } page)
        {
            if (!long.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)) return Problems.Invalid("replaces", "page");
            replaces = parsed;
        }

        var upload = await uploads.BeginAsync(id, UploadName.Safe(facts.GetValueOrDefault("filename")), length, replaces, Caller.Of(http).Actor, http.RequestAborted);
        if (length == 0 && await FinishAsync(http, upload, catalog, uploads, receiver, audit) is { } refusal) return refusal;
        http.Response.Headers.Location = $"/api/v1/uploads/{upload.Id}";
        return TypedResults.StatusCode(StatusCodes.Status201Created);
    }

    private static async Task<IResult> TellOffsetAsync(HttpContext http, string upload, Uploads uploads)
    {
        http.Response.Headers["Tus-Resumable"] = Version;
        if (await FindAsync(http, upload, uploads) is not { } found) return Problems.NotFound();
        http.Response.Headers["Upload-Offset"] = uploads.OffsetOf(found).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Upload-Length"] = found.Length.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok();
    }

    private static async Task<IResult> AppendAsync(HttpContext http, string upload, ICatalog catalog, Uploads uploads, CaptureReceiver receiver, AuditTrail audit)
    {
        http.Response.Headers["Tus-Resumable"] = Version;
        if (!string.Equals(http.Request.ContentType, OffsetType, StringComparison.OrdinalIgnoreCase)) return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "offsetTypeNeeded", $"What is added comes as {OffsetType}.");
        if (!long.TryParse(http.Request.Headers["Upload-Offset"], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)) return Problems.Of(StatusCodes.Status400BadRequest, "offsetNeeded", "Say in Upload-Offset where this goes on.");
        if (await FindAsync(http, upload, uploads) is not { } found) return Problems.NotFound();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = found.Length - offset + 1;
        try
        {
            if (!await uploads.AppendAsync(found, offset, http.Request.Body, http.RequestAborted)) return Problems.Of(StatusCodes.Status409Conflict, "otherOffset", "The upload goes on elsewhere: ask for its offset.");
        }
        catch (InvalidDataException)
        {
            uploads.Remove(found);
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "tooLarge", "More bytes came than were announced.");
        }

        var arrived = uploads.OffsetOf(found);
        if (arrived >= CaptureReceiver.BytesToTell && CaptureReceiver.Complaint(await uploads.HeadAsync(found, CaptureReceiver.BytesToTell, http.RequestAborted)) is { } complaint)
        {
            uploads.Remove(found);
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "notTaken", $"{found.Name} is not taken: {complaint}");
        }

        if (arrived == found.Length && await FinishAsync(http, found, catalog, uploads, receiver, audit) is { } refusal) return refusal;
        http.Response.Headers["Upload-Offset"] = arrived.ToString(CultureInfo.InvariantCulture);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(HttpContext http, string upload, Uploads uploads)
    {
        http.Response.Headers["Tus-Resumable"] = Version;
        if (await FindAsync(http, upload, uploads) is not { } found) return Problems.NotFound();
        uploads.Remove(found);
        return TypedResults.NoContent();
    }

    /// <summary>The batch has it from now on; should the process end before that, it is done at the next start.</summary>
    private static async Task<ProblemHttpResult?> FinishAsync(HttpContext http, Upload upload, ICatalog catalog, Uploads uploads, CaptureReceiver receiver, AuditTrail audit)
    {
        var batch = await catalog.Captures.GetAsync(upload.BatchId, CancellationToken.None) ?? throw new InvalidOperationException($"There is no batch {upload.BatchId}.");
        if (batch.Stage is CaptureStage.Released or CaptureStage.SetAside) return Over();
        var source = await receiver.ReceiveAsync(batch, uploads.DataOf(upload), upload.Replaces, CancellationToken.None);
        uploads.Remove(upload);
        await audit.TellAsync(
            http, AuditAction.Change, AuditOutcome.Done, InputTold.Subject(upload.BatchId), InputTold.Of(source));
        return null;
    }

    private static ProblemHttpResult Over() => Problems.Of(StatusCodes.Status409Conflict, "over", "The batch is released or put aside.");

    private static async Task<Upload?> FindAsync(HttpContext http, string id, Uploads uploads) =>
        await uploads.FindAsync(id, http.RequestAborted) is { } found && found.Owner == Caller.Of(http).Actor ? found : null;

    /// <summary>Pairs of a key and a Base64 value, joined by commas (tus 1.0.0, "Creation").</summary>
    private static Dictionary<string, string> Metadata(string header)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split(' ') is not [var key, var value]) continue;
            Span<byte> bytes = new byte[value.Length];
            if (Convert.TryFromBase64String(value, bytes, out var count)) facts[key] = Encoding.UTF8.GetString(bytes[..count]);
        }

        return facts;
    }
}

/// <summary>Gives to their batches what had arrived whole when the process ended before.</summary>
internal sealed class LeftUploads(ICatalog catalog, Uploads uploads, CaptureReceiver receiver, Microsoft.Extensions.Logging.ILogger<LeftUploads> log) : Microsoft.Extensions.Hosting.BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var upload in await uploads.ListWholeAsync(stoppingToken))
        {
            try
            {
                if (await catalog.Captures.GetAsync(upload.BatchId, stoppingToken) is { ReleasedAt: null } batch) await receiver.ReceiveAsync(batch, uploads.DataOf(upload), upload.Replaces, stoppingToken);
                uploads.Remove(upload);
            }
            catch (Exception failure) when (failure is StoreUnavailableException or IOException)
            {
                // It stays where it is, for the next start.
                log.LeftUpload(upload.BatchId, failure.GetType().Name);
            }
        }
    }
}
