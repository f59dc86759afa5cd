using Archive.Domain.Audit;
using Archive.Web.Access;
using Microsoft.AspNetCore.Http;

namespace Archive.Web.Auditing;

/// <summary>Accounts for what a request does, before its answer leaves.</summary>
internal sealed class AuditTrail(AuditWriter writer, TimeProvider time)
{
    /// <summary>Most characters of a detail or a purpose: queries come from outside.</summary>
    private const int Longest = 1000;

    /// <param name="actor">Who, where that is not the one who is logged in.</param>
    internal Task TellAsync(
        HttpContext http, AuditAction action, AuditOutcome outcome, string? subject = null, string? detail = null, string? purpose = null, string? actor = null) => writer.WriteAsync(
        new(Guid.CreateVersion7(), time.GetUtcNow(), actor ?? Caller.Find(http)?.Actor ?? AuditEvent.Anonymous, action, outcome, subject, http.Connection.RemoteIpAddress?.ToString(), Short(purpose), Short(detail)),
        // What was done is accounted for, whoever still listens.
        CancellationToken.None);

    private static string? Short(string? text) => text is { Length: > Longest } ? text[..Longest] : text;
}
