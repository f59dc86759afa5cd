using System.Globalization;
using Archive.Domain.Audit;
using Archive.Domain.Capture;
using Archive.Domain.Ports;
using Archive.Web.Access;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Archive.Web.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Capturing;

/// <summary>A released page to be looked at once more.</summary>
/// <param name="File">Where it is read.</param>
/// <param name="Image">Its IIIF image.</param>
public sealed record SampleShown(
    long Id, long BatchId, string BatchName, FileSummary File, int Page, string Image, string Operator, string? ReleasedBy, string? Device, DateTimeOffset DrawnAt,
    SampleVerdict? Verdict, string? Note, DateTimeOffset? JudgedAt, string? JudgedBy)
{
    internal static SampleShown Of(PageSample sample, Domain.FileRecord file) => new(
        sample.PageId, sample.BatchId, sample.BatchName, FileSummary.Of(file), sample.Number, string.Create(CultureInfo.InvariantCulture, $"/iiif/3/{file.Id}-p{sample.Number}"), sample.Operator,
        sample.ReleasedBy, sample.Device, sample.DrawnAt, sample.Verdict, sample.Note, sample.JudgedAt, sample.JudgedBy);
}

/// <param name="Note">At most 500 characters; null where there is nothing to say.</param>
public sealed record SampleJudgement(SampleVerdict Verdict, string? Note = null);

/// <summary>What came out in a week, of one operator or one device.</summary>
/// <param name="Week">Its Monday.</param>
/// <param name="Confidence">Mean of the batches' text confidence by their pages, 0 to 1; null where no text was read.</param>
/// <param name="Defects">Drawn pages that were not good, of <paramref name="Judged"/>.</param>
public sealed record DriftWeek(DateOnly Week, int Batches, int Pages, int Flagged, double? Confidence, int Sampled, int Judged, int Defects);

/// <param name="Name">Of the operator or the device; empty for uploads.</param>
public sealed record DriftSeries(string Name, IReadOnlyList<DriftWeek> Weeks);

/// <summary>Samples of released batches, and how the quality drifts by operator and device.</summary>
internal static class SampleEndpoints
{
    private const int UsualWeeks = 26, MostWeeks = 520;

    internal static void MapSamples(this IEndpointRouteBuilder api)
    {
        var samples = api.MapGroup("/samples").WithTags("Samples");
        samples.MapGet("", ListAsync).RequireAuthorization(Policies.Judge);
        samples.MapPost("/{id:long}", JudgeAsync).RequireAuthorization(Policies.Judge).TakesIdempotencyKey();
        samples.MapGet("/drift", DriftAsync).RequireAuthorization(Policies.Judge);
    }

    private static async Task<Results<Ok<Portion<SampleShown>>, ProblemHttpResult>> ListAsync(HttpContext http, ICatalog catalog, AuditTrail audit, bool? judged, string? after, int? limit)
    {
        long? before = null;
        if (!string.IsNullOrEmpty(after))
        {
            if (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)) return Problems.Invalid("after", "cursor");
            before = parsed;
        }

        var most = Cursor.Limit(limit);
        var visible = Caller.Of(http).Visible;
        var found = await catalog.Captures.ListSamplesAsync(judged ?? false, before, most + 1, http.RequestAborted);
        var shown = new List<SampleShown>();
        foreach (var sample in found.Take(most))
        {
            if (await catalog.GetFileAsync(sample.FileId, http.RequestAborted) is { } file && visible.Sees(file)) shown.Add(SampleShown.Of(sample, file));
        }

        await audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, null, $"list of samples: judged {judged ?? false}");
        return TypedResults.Ok(new Portion<SampleShown>(shown, found.Count > most ? found[most - 1].PageId.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> JudgeAsync(HttpContext http, long id, SampleJudgement judgement, ICatalog catalog, AuditTrail audit)
    {
        var note = string.IsNullOrWhiteSpace(judgement.Note) ? null : judgement.Note.Trim();
        if (note is { Length: > PageSample.LongestNote }) return Problems.Invalid("note", "length");
        var caller = Caller.Of(http);
        if (await catalog.Captures.GetSampleAsync(id, http.RequestAborted) is not { } sample
            || await catalog.GetFileAsync(sample.FileId, http.RequestAborted) is not { } file || !caller.Visible.Sees(file))
        {
            await audit.TellAsync(http, AuditAction.Change, AuditOutcome.Refused, null, string.Create(CultureInfo.InvariantCulture, $"sample {id}"));
            return Problems.NotFound();
        }

        if (caller.Actor == sample.Operator || caller.Actor == sample.ReleasedBy) return Problems.Of(StatusCodes.Status409Conflict, "ownWork", "Somebody else looks at what one fed or released oneself.");
        if (!await catalog.Captures.JudgeAsync(id, judgement.Verdict, note, caller.Actor, http.RequestAborted)) return Problems.Of(StatusCodes.Status409Conflict, "judged", "Somebody has said so before.");
        await audit.TellAsync(http, AuditAction.Change, AuditOutcome.Done, file.Id, string.Create(CultureInfo.InvariantCulture, $"sample of page {sample.Number}: {judgement.Verdict}"));
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Portion<DriftSeries>>, ProblemHttpResult>> DriftAsync(HttpContext http, ICatalog catalog, TimeProvider time, string? by, int? weeks)
    {
        if (by is not (null or "operator" or "device")) return Problems.Invalid("by", "range");
        if (weeks is < 1 or > MostWeeks) return Problems.Invalid("weeks", "range");
        var released = await catalog.Captures.ListQualityAsync(time.GetUtcNow().AddDays(-7 * (weeks ?? UsualWeeks)), http.RequestAborted);
        var series = released.GroupBy(batch => by == "device" ? batch.Device ?? "" : batch.Operator, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new DriftSeries(group.Key, [.. group.GroupBy(batch => MondayOf(batch.ReleasedAt)).OrderBy(week => week.Key).Select(week => Of(week.Key, [.. week]))]));
        return TypedResults.Ok(new Portion<DriftSeries>([.. series], null));
    }

    private static DriftWeek Of(DateOnly week, IReadOnlyList<ReleasedQuality> batches)
    {
        var read = batches.Where(batch => batch.Quality is { Confidence: not null, Images: > 0 }).ToList();
        return new(
            week, batches.Count, batches.Sum(batch => batch.Quality.Images), batches.Sum(batch => batch.Quality.Flagged),
            read.Count == 0 ? null : read.Sum(batch => batch.Quality.Confidence!.Value * batch.Quality.Images) / read.Sum(batch => batch.Quality.Images),
            batches.Sum(batch => batch.Sampled), batches.Sum(batch => batch.Judged), batches.Sum(batch => batch.Defects));
    }

    private static DateOnly MondayOf(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }
}
