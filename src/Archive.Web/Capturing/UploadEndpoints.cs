using System.Globalization;
using System.Text;
using Archive.Domain.Capture;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Web.Access;
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

    private static async Task<IResult> BeginAsync(HttpContext http, long id, ICatalog catalog, IUploadSpool spool, ServiceOptions options)
    {
        http.Response.Headers["Tus-Resumable"] = Version;
        if (!long.TryParse(http.Request.Headers["Upload-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return Problems.Of(StatusCodes.Status400BadRequest, "lengthNeeded", "Say in Upload-Length how many bytes will come.");
        if (length > options.MostUploadBytes) return Problems.Of(StatusCodes.Status413PayloadTooLarge, Problems.TooLarge, $"A file may have {options.MostUploadBytes:N0} bytes; this one has {length:N0}.");
        if (length == 0) return NotTaken("the file is empty", UploadName.Safe(Metadata(http.Request.Headers["Upload-Metadata"].ToString()).GetValueOrDefault("filename")));
        if (await catalog.Captures.GetAsync(id, http.RequestAborted) is not { } batch) return Problems.NotFound();
        if (batch.Stage is CaptureStage.Released or CaptureStage.SetAside) return Problems.Of(StatusCodes.Status409Conflict, "over", "The batch is released or put aside.");
        var facts = Metadata(http.Request.Headers["Upload-Metadata"].ToString());
        var pages = facts.ContainsKey("replaces") || facts.ContainsKey("before") ? (await catalog.Captures.ListPagesAsync(id, http.RequestAborted)).Select(page => page.Page.Id).ToHashSet() : [];
        if (!TryPage(facts, "replaces", pages, out var replaces)) return Problems.Invalid("replaces", "page");
        if (!TryPage(facts, "before", pages, out var before)) return Problems.Invalid("before", "page");
        var upload = new Upload(Guid.NewGuid().ToString("N"), id, UploadName.Safe(facts.GetValueOrDefault("filename")), length, replaces, before, Caller.Of(http).Actor);
        await spool.BeginAsync(upload, http.RequestAborted);
        http.Response.Headers.Location = $"/api/v1/uploads/{upload.Id}";
        return TypedResults.StatusCode(StatusCodes.Status201Created);
    }

    private static async Task<IResult> TellOffsetAsync(HttpContext http, string upload, IUploadSpool spool)
    {
        http.Response.Headers["Tus-Resumable"] = Version;
        if (await FindAsync(http, upload, spool) is not { } found) return Problems.NotFound();
        // Arrived whole, but not yet with its batch: the last byte is asked for again, so that somebody hears how it ends.
        var offset = found.IsWhole ? found.Offset - 1 : found.Offset;
        http.Response.Headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Upload-Length"] = found.Upload.Length.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok();
    }

    private static async Task<IResult> AppendAsync(HttpContext http, string upload, IUploadSpool spool, UploadIntake intake)
    {
        http.Response.Headers["Tus-Resumable"] = Version;
        if (!string.Equals(http.Request.ContentType, OffsetType, StringComparison.OrdinalIgnoreCase)) return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "offsetTypeNeeded", $"What is added comes as {OffsetType}.");
        if (!long.TryParse(http.Request.Headers["Upload-Offset"], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)) return Problems.Of(StatusCodes.Status400BadRequest, "offsetNeeded", "Say in Upload-Offset where this goes on.");
        if (await FindAsync(http, upload, spool) is not { } found) return Problems.NotFound();
        if (!found.IsFinished && await TakeAsync(http, found, offset, spool, intake) is { } refusal) return refusal;
        http.Response.Headers["Upload-Offset"] = ((await spool.FindAsync(upload, http.RequestAborted))?.Offset ?? found.Upload.Length).ToString(CultureInfo.InvariantCulture);
        return TypedResults.NoContent();
    }

    /// <summary>Null where all is well.</summary>
    private static async Task<ProblemHttpResult?> TakeAsync(HttpContext http, UploadState found, long offset, IUploadSpool spool, UploadIntake intake)
    {
        var upload = found.Upload;
        if (!found.IsWhole)
        {
            if (offset != found.Offset) return OtherOffset();
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = upload.Length - offset + 1;
            try
            {
                if (!await spool.AppendAsync(upload, offset, http.Request.Body, http.RequestAborted)) return OtherOffset();
            }
            catch (InvalidDataException)
            {
                await spool.RemoveAsync(upload.Id, CancellationToken.None);
                return Problems.Of(StatusCodes.Status413PayloadTooLarge, Problems.TooLarge, "More bytes came than were announced.");
            }

            found = await spool.FindAsync(upload.Id, CancellationToken.None) ?? found;
            if ((found.IsWhole || found.Offset >= CaptureReceiver.BytesToTell) && offset < CaptureReceiver.BytesToTell
                && CaptureReceiver.Complaint(await spool.HeadAsync(upload, CaptureReceiver.BytesToTell, http.RequestAborted)) is { } complaint)
            {
                await spool.RemoveAsync(upload.Id, CancellationToken.None);
                return NotTaken(complaint, upload.Name);
            }
        }
        else if (offset != found.Offset - 1)
        {
            return OtherOffset();
        }

        if (found.IsWhole) await intake.ReceiveAsync(upload);
        return null;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(HttpContext http, string upload, IUploadSpool spool)
    {
        http.Response.Headers["Tus-Resumable"] = Version;
        if (await FindAsync(http, upload, spool) is not { } found) return Problems.NotFound();
        await spool.RemoveAsync(found.Upload.Id, CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult OtherOffset() => Problems.Of(StatusCodes.Status409Conflict, "otherOffset", "The upload goes on elsewhere: ask for its offset.");

    private static ProblemHttpResult NotTaken(string complaint, string name) => Problems.Of(StatusCodes.Status415UnsupportedMediaType, "notTaken", $"{name} is not taken: {complaint}");

    private static async Task<UploadState?> FindAsync(HttpContext http, string id, IUploadSpool spool) =>
        await spool.FindAsync(id, http.RequestAborted) is { } found && found.Upload.Owner == Caller.Of(http).Actor ? found : null;

    /// <summary>False where a page is named that the batch does not have.</summary>
    private static bool TryPage(Dictionary<string, string> facts, string name, HashSet<long> pages, out long? page)
    {
        page = null;
        if (facts.GetValueOrDefault(name) is not { Length: > 0 } text) return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !pages.Contains(id)) return false;
        page = id;
        return true;
    }

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
