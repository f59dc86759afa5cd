using System.Globalization;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Pipeline.Assembly;
using Archive.Pipeline.Batches;
using Archive.Web.Access;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Archive.Web.Reading;

/// <summary>Personal files: lists, pages, text, hits, PDFs.</summary>
internal static class FileEndpoints
{
    /// <summary>Pages with hits that are told of one file.</summary>
    private const int MostPagesWithHits = 5000;

    internal static void MapFiles(this IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/files").WithTags("Files");
        files.MapGet("", ListAsync).RequireAuthorization(Policies.Read);
        files.MapGet("/{file}", ShowAsync).RequireAuthorization(Policies.Read);
        files.MapPost("/{file}/purpose", StatePurposeAsync).RequireAuthorization(Policies.Read).TakesIdempotencyKey();
        files.MapGet("/{file}/pages/{number:int}/text", ReadTextAsync).RequireAuthorization(Policies.Read);
        files.MapGet("/{file}/hits", FindHitsAsync).RequireAuthorization(Policies.Search);
        files.MapGet("/{file}/pdf", ExportAsync).RequireAuthorization(Policies.Export);
    }

    private static async Task<Results<Ok<Portion<FileSummary>>, ProblemHttpResult>> ListAsync(
        HttpContext http, ICatalog catalog, AuditTrail audit, string? @case, string? q, long? batch, string? after, int? limit)
    {
        CaseNumber? number = null;
        if (!string.IsNullOrWhiteSpace(@case))
        {
            if (!CaseNumber.TryParse(@case.Trim(), out var parsed)) return Problems.Invalid("case", "caseNumber");
            number = parsed;
        }

        var most = Cursor.Limit(limit);
        var listing = new FileListing(batch, number, string.IsNullOrEmpty(after) ? null : after, most + 1)
        {
            Visible = Caller.Of(http).Visible,
            NameStart = string.IsNullOrEmpty(q) ? null : q,
        };
        IReadOnlyList<FileRecord> found;
        try
        {
            found = await catalog.ListFilesAsync(listing, http.RequestAborted);
        }
        catch (ArgumentException)
        {
            return Problems.Invalid("after", "cursor");
        }

        await audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, null, string.Create(CultureInfo.InvariantCulture, $"list of files: case {number}; name {q}; batch {batch}"));
        return TypedResults.Ok(Cursor.Of(found, most, FileSummary.Of, file => file.Id));
    }

    private static async Task<Results<Ok<FileDetail>, ProblemHttpResult>> ShowAsync(HttpContext http, string file, FileDoor door, ICatalog catalog)
    {
        var (found, _, refusal) = await door.OpenAsync(http, file, AuditAction.ReadFile);
        return found is null ? refusal! : TypedResults.Ok(FileDetail.Of(found, await catalog.ListPagesAsync(file, http.RequestAborted), await catalog.Captures.ListDocumentsAsync(file, http.RequestAborted)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> StatePurposeAsync(HttpContext http, string file, StatedPurpose stated, FileDoor door, ICatalog catalog, AuditTrail audit)
    {
        if (await door.FindAsync(http, file, AuditAction.ReadFile) is null) return Problems.NotFound();
        if (Caller.Of(http).Session is not { } session) return Problems.Of(StatusCodes.Status400BadRequest, "noSession", $"Another system states the purpose in the header {FileDoor.PurposeHeader}.");
        if (FileDoor.Purpose(stated.Purpose) is not { } purpose) return Problems.Invalid("purpose", "length");
        await catalog.Sessions.StatePurposeAsync(session.Key, file, purpose, http.RequestAborted);
        await audit.TellAsync(http, AuditAction.ReadFile, AuditOutcome.Done, file, FileDoor.PurposeStated, purpose);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<PageTextShown>, ProblemHttpResult>> ReadTextAsync(HttpContext http, string file, int number, FileDoor door, ArchiveStores stores, AuditTrail audit)
    {
        var (found, purpose, refusal) = await door.OpenAsync(http, file, null, tried: AuditAction.ReadPage);
        if (found is null) return refusal!;
        var read = string.Create(CultureInfo.InvariantCulture, $"page {number}, text");
        if (await stores.Catalog.GetPageAsync(file, number, http.RequestAborted) is not { Result: { } result } page)
        {
            await audit.TellAsync(http, AuditAction.ReadPage, AuditOutcome.Failed, file, read, purpose);
            return Problems.NotFound();
        }

        var text = await PageTexts.ReadAsync(stores, page, http.RequestAborted);
        await audit.TellAsync(http, AuditAction.ReadPage, AuditOutcome.Done, file, read, purpose);
        return TypedResults.Ok(text is null ? new("und", result.Width, result.Height, []) : PageTextShown.Of(text, result.Text?.Language ?? "und"));
    }

    private static async Task<Results<Ok<Portion<PageHits>>, ProblemHttpResult>> FindHitsAsync(HttpContext http, string file, string q, FileDoor door, ArchiveStores stores, AuditTrail audit)
    {
        var (found, purpose, refusal) = await door.OpenAsync(http, file, null);
        if (found is null) return refusal!;
        var result = await stores.Index.SearchAsync(new(q, Caller.Of(http).Visible, 0, MostPagesWithHits) { FileId = file }, http.RequestAborted);
        await audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, file, q, purpose);
        return TypedResults.Ok(new Portion<PageHits>([.. result.Hits.OrderBy(hit => hit.PageNumber).Select(hit => new PageHits(hit.PageNumber, [.. hit.Boxes.Select(Boxes.Of)]))], null));
    }

    /// <param name="watermark">Who takes it and when stands over every page; a copy of its own is made for that.</param>
    private static async Task<IResult> ExportAsync(HttpContext http, string file, FileDoor door, ArchiveStores stores, ServiceOptions options, bool? watermark)
    {
        if (await stores.Catalog.GetFileAsync(file, http.RequestAborted) is { Pdf: null } unfinished && Caller.Of(http).Visible.Sees(unfinished))
            return Problems.Of(StatusCodes.Status409Conflict, "notAssembled", "The file is not assembled yet.");
        var marked = options.Watermark || watermark == true;
        var (found, _, refusal) = await door.OpenAsync(http, file, AuditAction.Export, marked ? "PDF, watermarked" : "PDF");
        if (found is not { Pdf: { } pdf }) return refusal ?? Problems.NotFound();
        var name = $"{found.Case?.ToString() ?? found.Id}.pdf";
        if (marked) return TypedResults.Stream(await CopyAsync(http, found, stores), "application/pdf", name);
        var content = await stores.Objects.OpenReadAsync(ObjectKind.Derivative, pdf.Digest, http.RequestAborted);
        return TypedResults.Stream(content, "application/pdf", name, null, new EntityTagHeaderValue($"\"{pdf.Digest.Hex}\""), enableRangeProcessing: content.CanSeek);
    }

    /// <summary>Made whole before it is sent: what fails in between is an answer then, not half a file.</summary>
    private static async Task<Stream> CopyAsync(HttpContext http, FileRecord file, ArchiveStores stores)
    {
        var copy = new FileStream(
            Path.Combine(stores.TemporaryFolder, $"copy-{Guid.NewGuid():N}.pdf"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            var taken = string.Create(CultureInfo.InvariantCulture, $"{Caller.Of(http).Actor} {stores.Time.GetUtcNow():yyyy-MM-dd HH:mm} UTC");
            await new FileAssembler(stores).CopyAsync(copy, file, taken, http.RequestAborted);
            copy.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }
}
