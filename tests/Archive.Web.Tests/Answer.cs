using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Archive.Web.Tests;

/// <summary>An answer of the service, read to its end.</summary>
internal sealed record Answer(int Status, string? ContentType, byte[] Body, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    internal string Text => Encoding.UTF8.GetString(Body);

    internal JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>Of a problem; null where it is none.</summary>
    internal string? Code => ContentType == "application/problem+json" && Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>What a caller can tell apart: all but the number of the request.</summary>
    internal string Telling
    {
        get
        {
            var told = Text;
            if (ContentType == "application/problem+json" && Json.TryGetProperty("traceId", out var trace)) told = told.Replace(trace.GetString()!, "", StringComparison.Ordinal);
            var headers = Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal);
            return $"{Status} {ContentType}\n{string.Join('\n', headers)}\n{told}";
        }
    }

    internal string? Header(string name) => Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    internal Answer Is(int status)
    {
        Assert.True(status == Status, $"Expected {status}, got {Status}: {(Body.Length < 2000 ? Text : "")}");
        return this;
    }

    internal Answer IsProblem(int status, string code)
    {
        Is(status);
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(code, Code);
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(Json.GetProperty("title").GetString()));
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        return this;
    }
}
