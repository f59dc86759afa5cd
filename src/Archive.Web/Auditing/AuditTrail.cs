using Archive.Domain.Audit;
using Archive.Web.Access;
using Microsoft.AspNetCore.Http;

namespace Archive.Web.Auditing;

/// <summary>Accounts for what a request does, before its answer leaves.</summary>
internal sealed class AuditTrail(AuditWriter writer, TimeProvider time)
{
    /// <summary>Most characters of a detail or a purpose: queries come from outside.</summary>
    internal const int Longest = 1000;

    /// <summary>Most characters of a subject: an id that was made up may have any length.</summary>
    private const int LongestSubject = 100;

    /// <param name="actor">Who, where that is not the one who is logged in.</param>
    internal Task TellAsync(
        HttpContext http, AuditAction action, AuditOutcome outcome, string? subject = null, string? detail = null, string? purpose = null, string? actor = null) =>
        TellAsync(actor ?? ActorOf(http), OriginOf(http), action, outcome, subject, detail, purpose);

    /// <summary>What a request did whose answer has left.</summary>
    internal Task TellAsync(string actor, string? origin, AuditAction action, AuditOutcome outcome, string? subject = null, string? detail = null, string? purpose = null) => writer.WriteAsync(
        new(Guid.CreateVersion7(), time.GetUtcNow(), actor, action, outcome, Short(subject, LongestSubject), origin, Short(purpose, Longest), Short(detail, Longest)),
        // What was done is accounted for, whoever still listens.
        CancellationToken.None);

    internal static string ActorOf(HttpContext http) => Caller.Find(http)?.Actor ?? AuditEvent.Anonymous;

    internal static string? OriginOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();

    private static string? Short(string? text, int longest) => text is not null && text.Length > longest ? text[..longest] : text;
}
