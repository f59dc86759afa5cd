using System.Security.Cryptography;
using System.Text;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Archive.Web.Http;

/// <summary>
/// Requests that come again with the same key are done once and answered as before, on whichever node (draft-ietf-httpapi-idempotency-key-header):
/// the key with other content is refused, one that is still in work is to be asked again.
/// </summary>
internal sealed class IdempotencyKeys(RequestDelegate next, IAnswerLog answers, TimeProvider time)
{
    internal const string Header = "Idempotency-Key";

    private const int LongestKey = 200;

    /// <summary>A request in work for longer has lost its node.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(5);

    /// <summary>Headers that belong to what an answer says, besides its content.</summary>
    private static readonly string[] Kept = ["Content-Type", "Location", "ETag", "Tus-Resumable"];

    public Task InvokeAsync(HttpContext http)
    {
        var key = http.Request.Headers[Header].ToString();
        if (key.Length == 0 || Caller.Find(http) is not { } caller || http.GetEndpoint()?.Metadata.GetMetadata<TakesKey>() is null) return next(http);
        return key.Length <= LongestKey && key.All(character => character is >= ' ' and <= '~')
            ? AnswerOnceAsync(http, caller, key)
            : Problems.Of(StatusCodes.Status400BadRequest, "badKey", $"{Header} has 1 to {LongestKey} printable characters.").ExecuteAsync(http);
    }

    private async Task AnswerOnceAsync(HttpContext http, Caller caller, string key)
    {
        var request = new KeyedRequest(caller.Actor, key, await DigestAsync(http));
        var now = time.GetUtcNow();
        switch (await answers.BeginAsync(request, now, now - LongestWork, http.RequestAborted))
        {
            case null:
                await AnswerAsync(http, request);
                break;
            case { } earlier when earlier.Request != request.Request:
                await Problems.Of(StatusCodes.Status422UnprocessableEntity, "keyReused", "Something else was asked with this key before. Choose a new one for each request.").ExecuteAsync(http);
                break;
            case { Answer: { } answer }:
                await TellAgainAsync(http, answer);
                break;
            default:
                http.Response.Headers.RetryAfter = "2";
                await Problems.Of(StatusCodes.Status409Conflict, "inWork", "The request with this key is still in work. Ask again in a moment.").ExecuteAsync(http);
                break;
        }
    }

    private async Task AnswerAsync(HttpContext http, KeyedRequest request)
    {
        var body = http.Response.Body;
        using var copy = new MemoryStream();
        http.Response.Body = copy;
        var isKept = false;
        try
        {
            await next(http);
            // What the server could not do now, it may do later.
            isKept = http.Response.StatusCode is < StatusCodes.Status500InternalServerError and not (StatusCodes.Status401Unauthorized or StatusCodes.Status429TooManyRequests);
            if (isKept) await answers.KeepAsync(request, Answer(http, copy.ToArray()), CancellationToken.None);
        }
        finally
        {
            http.Response.Body = body;
            if (!isKept) await answers.ForgetAsync(request, CancellationToken.None);
        }

        copy.Position = 0;
        await copy.CopyToAsync(body, http.RequestAborted);
    }

    /// <summary>A secret is shown once: kept is where it belongs and nothing of it.</summary>
    private static KeptAnswer Answer(HttpContext http, byte[] body)
    {
        var headers = Kept.Where(name => http.Response.Headers.ContainsKey(name)).ToDictionary(name => name, name => http.Response.Headers[name].ToString());
        var isSecret = http.GetEndpoint()?.Metadata.GetMetadata<TakesKey>() is { AnswersSecret: true } && http.Response.StatusCode < StatusCodes.Status400BadRequest;
        return new(isSecret ? StatusCodes.Status409Conflict : http.Response.StatusCode, headers, isSecret ? [] : body);
    }

    private static async Task TellAgainAsync(HttpContext http, KeptAnswer answer)
    {
        foreach (var (name, value) in answer.Headers) http.Response.Headers[name] = value;
        http.Response.Headers["Idempotency-Replayed"] = "true";
        if (answer is { Status: StatusCodes.Status409Conflict, Body.Length: 0 })
        {
            await Problems.Of(answer.Status, "shownOnce", "This was done before, and the secret that came with it is shown once.").ExecuteAsync(http);
            return;
        }

        http.Response.StatusCode = answer.Status;
        // A status without content goes without its length too.
        if (answer.Body.Length > 0) await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }

    /// <summary>Of all that says what is asked. The content is kept for who answers.</summary>
    private static async Task<Sha256Digest> DigestAsync(HttpContext http)
    {
        http.Request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var headers = string.Join('\n', new[] { "Content-Type", "If-Match", "Upload-Length", "Upload-Metadata" }.Select(name => $"{name}: {http.Request.Headers[name]}"));
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Path}{http.Request.QueryString}\n{headers}\n\n"));
        var buffer = new byte[16 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;) hash.AppendData(buffer, 0, read);
        http.Request.Body.Position = 0;
        return Sha256Digest.FromBytes(hash.GetHashAndReset());
    }
}

/// <summary>An endpoint whose requests may carry a key. Not one that is given a password: nothing of it is kept, be it a digest.</summary>
/// <param name="AnswersSecret">Its answer carries a secret that is shown once.</param>
internal sealed record TakesKey(bool AnswersSecret);

/// <summary>How keys of requests are used.</summary>
internal static class IdempotencyKeyExtensions
{
    internal static void UseIdempotencyKeys(this IApplicationBuilder app) => app.UseMiddleware<IdempotencyKeys>();

    /// <summary>Told again with the same key, it is done once.</summary>
    internal static TBuilder TakesIdempotencyKey<TBuilder>(this TBuilder endpoint, bool answersSecret = false)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(
            new TakesKey(answersSecret), new OpenApiDocument.RequestHeader(IdempotencyKeys.Header, "Chosen by the caller; told again with the same key within a day, it is done once and answered as before.", IsRequired: false));
}
