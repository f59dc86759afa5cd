using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Web.Access;
using Archive.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Auditing;

public sealed record AuditEntryShown(
    long Id, DateTimeOffset At, string Actor, AuditAction Action, AuditOutcome Outcome, string? Subject, string? Origin, string? Purpose, string? Detail, string Hash);

public sealed record AuditHeadShown(long Id, string Hash);

public sealed record AuditBreachShown(long Id, string What);

/// <param name="Noted">A head that was noted elsewhere; without one, a ledger that was written anew as a whole is not found out.</param>
public sealed record VerificationRequest(AuditHeadShown? Noted = null);

public sealed record VerificationShown(long Entries, AuditHeadShown Head, IReadOnlyList<AuditBreachShown> Breaches);

/// <summary>Which entries to show.</summary>
internal sealed record AuditQuery(string? Actor, Choice<AuditAction>? Action, Choice<AuditOutcome>? Outcome, string? Subject, DateTimeOffset? From, DateTimeOffset? To)
{
    internal AuditFilter Filter(long? before, int limit) => new(Blank(Actor), Action?.Value, Blank(Subject), From, To, before, limit) { Outcome = Outcome?.Value };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"actor {Actor}; action {Action?.Value}; outcome {Outcome?.Value}; subject {Subject}; from {From:O}; to {To:O}");

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>The audit ledger, for auditors. Looking at it is accounted for too.</summary>
internal static class AuditEndpoints
{
    private const int Portion = 1000;

    internal static void MapAudit(this IEndpointRouteBuilder api)
    {
        var ledger = api.MapGroup("/audit").WithTags("Audit").RequireAuthorization(Policies.Audit);
        ledger.MapGet("", ListAsync);
        ledger.MapGet("/export", ExportAsync);
        ledger.MapPost("/verification", VerifyAsync).TakesIdempotencyKey();
        ledger.MapGet("/readers", ReadersAsync);
    }

    private static async Task<Ok<Portion<AuditEntryShown>>> ListAsync(HttpContext http, ICatalog catalog, AuditTrail audit, [AsParameters] AuditQuery query, long? after, int? limit)
    {
        var most = Cursor.Limit(limit);
        var entries = await catalog.Audit.ReadAsync(query.Filter(after, most + 1), http.RequestAborted);
        await audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, "audit ledger", query.ToString());
        return TypedResults.Ok(Cursor.Of(entries, most, Shown, entry => entry.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<IResult> ExportAsync(HttpContext http, ICatalog catalog, AuditTrail audit, [AsParameters] AuditQuery query)
    {
        await audit.TellAsync(http, AuditAction.Export, AuditOutcome.Done, "audit ledger", query.ToString());
        return TypedResults.Stream(async stream => await WriteCsvAsync(catalog, query, stream, http.RequestAborted), "text/csv; charset=utf-8", "audit.csv");
    }

    private static async Task WriteCsvAsync(ICatalog catalog, AuditQuery query, Stream stream, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync("id,at,actor,action,outcome,subject,origin,purpose,detail,hash");
        long? before = null;
        IReadOnlyList<AuditEntry> entries;
        do
        {
            entries = await catalog.Audit.ReadAsync(query.Filter(before, Portion), cancellation);
            foreach (var entry in entries.Select(Shown))
                await writer.WriteLineAsync(string.Join(',', new[] { entry.Id.ToString(CultureInfo.InvariantCulture), entry.At.ToString("O"), entry.Actor, entry.Action.ToString(), entry.Outcome.ToString(), entry.Subject, entry.Origin, entry.Purpose, entry.Detail, entry.Hash }.Select(Csv.Field)));
            if (entries.Count > 0) before = entries[^1].Id;
        }
        while (entries.Count == Portion);
    }

    private static async Task<Results<Ok<VerificationShown>, ProblemHttpResult>> VerifyAsync(HttpContext http, VerificationRequest request, ICatalog catalog, AuditTrail audit)
    {
        AuditHead? noted = null;
        if (request.Noted is { } claimed)
        {
            if (!Sha256Digest.TryParse(claimed.Hash, out var hash)) return Problems.Invalid("noted.hash", "hash");
            noted = new(claimed.Id, hash);
        }

        var breaches = new List<AuditBreachShown>();
        await foreach (var breach in catalog.Audit.VerifyAsync(noted, http.RequestAborted)) breaches.Add(new(breach.Id, breach.What));
        var head = await catalog.Audit.GetHeadAsync(http.RequestAborted);
        await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Done, "audit ledger", string.Create(CultureInfo.InvariantCulture, $"verified: {breaches.Count} breaches"));
        return TypedResults.Ok(new VerificationShown(head.Id, new(head.Id, head.Hash.Hex), breaches));
    }

    /// <summary>For the person's right to know who has seen their file (GDPR, article 15).</summary>
    /// <param name="file">Of this file; or of all files of the case.</param>
    private static async Task<Results<Ok<Portion<ReaderShown>>, ProblemHttpResult>> ReadersAsync(HttpContext http, ICatalog catalog, AuditTrail audit, string? file, string? @case)
    {
        if (file is null == @case is null) return Problems.Invalid("file", "one");
        CaseNumber number = default;
        if (file is null && !CaseNumber.TryParse(@case, out number)) return Problems.Invalid("case", "case");
        await audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, "audit ledger", $"readers of {file ?? @case}");
        var report = new ReadersReport(catalog);
        if (file is not null) await report.AddAsync(file, http.RequestAborted);
        else await foreach (var id in FilesOfAsync(catalog, number, http.RequestAborted)) await report.AddAsync(id, http.RequestAborted);
        return TypedResults.Ok(new Portion<ReaderShown>(await report.ListAsync(http.RequestAborted), null));
    }

    private static async IAsyncEnumerable<string> FilesOfAsync(ICatalog catalog, CaseNumber number, [EnumeratorCancellation] CancellationToken cancellation)
    {
        IReadOnlyList<FileRecord> files = [];
        do
        {
            files = await catalog.ListFilesAsync(new FileListing(null, number, files.Count == 0 ? null : files[^1].Id, Portion), cancellation);
            foreach (var file in files) yield return file.Id;
        }
        while (files.Count == Portion);
    }

    private static AuditEntryShown Shown(AuditEntry entry) => new(
        entry.Id, entry.Event.At, entry.Event.Actor, entry.Event.Action, entry.Event.Outcome, entry.Event.Subject, entry.Event.Origin, entry.Event.Purpose, entry.Event.Detail, entry.Hash.Hex);
}

/// <summary>Comma-separated values (RFC 4180), safe to open in a spreadsheet.</summary>
internal static class Csv
{
    /// <summary>Spreadsheets take text that begins like this for a formula (OWASP, CSV injection).</summary>
    private const string Formula = "=+-@\t\r";

    internal static string Field(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var safe = Formula.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
