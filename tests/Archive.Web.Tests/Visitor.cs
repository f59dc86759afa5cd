using System.Net.Http.Json;
using System.Text;
using Archive.Domain.Access;
using Archive.Domain.Audit;

namespace Archive.Web.Tests;

/// <summary>Somebody who asks the service: a person with a session, another system with a key, or nobody in particular.</summary>
internal sealed class Visitor(TestService service, Account? account = null, string? token = null, string? key = null)
{
    /// <summary>Null for nobody in particular.</summary>
    internal Account Account => account!;

    internal string? Token { get; private set; } = token;

    /// <summary>Sent with every request.</summary>
    internal Dictionary<string, string> Headers { get; } = new() { ["X-Archive-Request"] = "1" };

    internal Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    internal Task<Answer> PostAsync(string path, object? body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    internal Task<Answer> PutAsync(string path, object? body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Put, path, body, headers);

    internal Task<Answer> DeleteAsync(string path, object? body = null) => SendAsync(HttpMethod.Delete, path, body);

    /// <param name="body">Text goes as it is, as JSON; anything else is written as JSON; null for none.</param>
    internal async Task<Answer> SendAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        // As it stands: dots and escapes are not tidied up on the way.
        var line = string.Concat(path.EnumerateRunes().Select(rune => rune.Value is > ' ' and < 127 ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
        using var request = new HttpRequestMessage(method, new Uri(service.Address + line, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (body is string text) request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        else if (body is not null) request.Content = JsonContent.Create(body, body.GetType());
        foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, value);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (Token is not null) request.Headers.TryAddWithoutValidation("Cookie", $"archive-local={Token}");
        if (key is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        using var response = await service.Http.SendAsync(request);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(), response.Headers, response.Content.Headers);
    }

    /// <summary>Logs in at the door; where it is let in, it goes on with that session.</summary>
    internal async Task<Answer> LogInAsync(string name, string password, string? code = null, string? recoveryCode = null)
    {
        var answer = await PostAsync("/api/v1/session", new { name, password, code, recoveryCode });
        if (answer.Status == 200) Token = answer.Header("Set-Cookie")!.Split('=', 2)[1].Split(';')[0];
        return answer;
    }

    internal async Task<Visitor> StatePurposeAsync(string file, string purpose = "lūgums no tiesas")
    {
        (await PostAsync($"/api/v1/files/{file}/purpose", new { purpose })).Is(204);
        return this;
    }

    /// <summary>What the audit ledger has of it, newest first.</summary>
    internal async Task<IReadOnlyList<AuditEvent>> ToldAsync(int limit = 100) =>
        [.. (await service.Stores.Catalog.Audit.ReadAsync(new(Actor: account?.Name ?? AuditEvent.Anonymous, Limit: limit), default)).Select(entry => entry.Event)];
}
