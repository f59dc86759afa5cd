using System.Net;
using System.Text;
using System.Text.Json;
using Archive.Testing;

namespace Archive.Storage.Tests.Search.Elastic;

/// <summary>One exchange with a real server, as recorded.</summary>
public sealed record Recording(string Method, string Path, IReadOnlyList<JsonElement> RequestBody, int Status, JsonElement Answer)
{
    public HttpResponseMessage Response()
    {
        var response = new HttpResponseMessage((HttpStatusCode)Status)
        {
            Content = new StringContent(Answer.ValueKind == JsonValueKind.String ? Answer.GetString()! : Answer.GetRawText(), Encoding.UTF8, "application/vnd.elasticsearch+json"),
        };
        response.Headers.Add("X-elastic-product", "Elasticsearch");
        return response;
    }
}

/// <summary>The recorded exchanges and the published description of the API, where the shared data is there.</summary>
public static class Recordings
{
    private const string Folder = "elasticsearch";

    private static readonly Lazy<OpenApiSchema?> Schema = new(() =>
        SharedFiles.Find(Folder, "openapi.json") is { } path ? new OpenApiSchema(JsonDocument.Parse(File.ReadAllBytes(path)).RootElement) : null);

    public static OpenApiSchema? Api => Schema.Value;

    /// <summary>Null where the data is absent.</summary>
    public static Recording? Find(string name) => SharedFiles.Find(Folder, name + ".json") is { } path ? Read(path) : null;

    public static IEnumerable<(string Name, Recording Recording)> All() => SharedFiles.In(Folder)
        .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))
        .Select(path => (Path.GetFileNameWithoutExtension(path), Read(path)));

    private static Recording Read(string path)
    {
        var root = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
        var (request, response) = (root.GetProperty("request"), root.GetProperty("response"));
        var body = request.GetProperty("body");
        IReadOnlyList<JsonElement> lines = body.ValueKind switch
        {
            JsonValueKind.Array => body.EnumerateArray().ToList(),
            JsonValueKind.Object => [body],
            _ => [],
        };
        return new Recording(request.GetProperty("method").GetString()!, request.GetProperty("path").GetString()!, lines, response.GetProperty("status").GetInt32(), response.GetProperty("body"));
    }
}
