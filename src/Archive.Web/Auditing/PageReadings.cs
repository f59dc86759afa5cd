using System.Collections.Concurrent;
using System.Globalization;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Web.Access;
using Microsoft.AspNetCore.Http;

namespace Archive.Web.Auditing;

/// <summary>Accounts for what is looked at again and again: once for each page and session in ten minutes, not for each of a page's tiles.</summary>
internal sealed class PageReadings(AuditTrail audit, TimeProvider time)
{
    private const int Forget = 10_000;

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);

    /// <summary>By the time that only passes: a clock that is set back must not hide what is read until it has caught up.</summary>
    private readonly ConcurrentDictionary<Reading, long> _told = new();

    /// <param name="page">Null for small pictures of any pages of the file.</param>
    internal Task TellAsync(HttpContext http, string file, int? page, string? purpose) => page is { } number
        ? TellAsync(http, AuditAction.ReadPage, file, string.Create(CultureInfo.InvariantCulture, $"page {number}, image"), purpose)
        : TellAsync(http, AuditAction.ReadFile, file, "thumbnails", purpose);

    internal async Task TellAsync(HttpContext http, AuditAction action, string subject, string detail, string? purpose = null)
    {
        var caller = Caller.Of(http);
        var reading = new Reading(caller.Actor, caller.Session?.Key, subject, detail, purpose);
        if (_told.TryGetValue(reading, out var last) && time.GetElapsedTime(last) < Again) return;
        await audit.TellAsync(http, action, AuditOutcome.Done, subject, detail, purpose);
        // Only once it is in the ledger: a picture that comes meanwhile tells it again rather than not at all.
        _told[reading] = time.GetTimestamp();
        if (_told.Count <= Forget) return;
        foreach (var old in _told.Where(one => time.GetElapsedTime(one.Value) >= Again)) _told.TryRemove(old);
    }

    private readonly record struct Reading(string Actor, Sha256Digest? Session, string Subject, string Detail, string? Purpose);
}
