using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Archive.Testing;

/// <summary>A request as a server sees it.</summary>
public sealed record SeenRequest(string Method, string Target, string ContentType, string Authorization, IReadOnlyList<JsonElement> Lines);

/// <summary>
/// What a server does with documents, versions, indices and aliases, in the shapes of the recorded exchanges; for tests of what goes wrong on the way.
/// It does not search: a search by file or for everything gives what is there, any other gives every page, found as written.
/// </summary>
public sealed class SimulatedElastic : HttpMessageHandler
{
    // The server reads 1,000 levels.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private readonly SortedDictionary<string, Index> _indices = new(StringComparer.Ordinal);

    public List<SeenRequest> Requests { get; } = [];

    /// <summary>Asked before the request is carried out; an answer here takes its place.</summary>
    public Func<SeenRequest, HttpResponseMessage?>? Instead { get; set; }

    /// <summary>Waited for before the request is looked at.</summary>
    public Func<CancellationToken, Task>? Delay { get; set; }

    /// <summary>Asked after the request was carried out; may lose or spoil the answer.</summary>
    public Func<SeenRequest, HttpResponseMessage, HttpResponseMessage>? Afterwards { get; set; }

    /// <summary>The status that an entry of a bulk request gets instead of being carried out.</summary>
    public Func<string, int?>? TurnAway { get; set; }

    public IEnumerable<string> Indices => _indices.Keys;

    public IEnumerable<string> AliasesOf(string index) => _indices[index].Aliases;

    public IReadOnlyDictionary<string, (long Version, JsonObject Source)> Documents(string index) => _indices[index].Documents;

    /// <summary>What new indices say of themselves.</summary>
    private string _templateNotes = "{}";

    public void SetNotes(string index, string notes) => _indices[index].Notes = notes;

    /// <summary>Another program enters a page's document under an id of its own.</summary>
    public void Double(string index, string id, string other)
    {
        var there = _indices[index];
        (there.Versions[other], there.Sequences[other]) = (1, ++there.LastSequence);
        there.Documents[other] = (1, there.Documents[id].Source.DeepClone().AsObject());
    }

    public static HttpResponseMessage Answer(int status, string body)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/vnd.elasticsearch+json") };
        response.Headers.Add("X-elastic-product", "Elasticsearch");
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line, Deep).RootElement).ToList();
        var seen = new SeenRequest(
            request.Method.Method, request.RequestUri!.PathAndQuery, request.Content?.Headers.ContentType?.ToString() ?? "", request.Headers.Authorization?.ToString() ?? "", lines);
        if (Delay is { } delay) await delay(cancellationToken);
        lock (_indices)
        {
            Requests.Add(seen);
            if (Instead?.Invoke(seen) is { } other) return other;
            var answer = Carry(seen);
            return Afterwards?.Invoke(seen, answer) ?? answer;
        }
    }

    private HttpResponseMessage Carry(SeenRequest request)
    {
        var path = request.Target.Split('?')[0];
        return (request.Method, path.Split('/')) switch
        {
            ("GET", [_, "_index_template", _]) => Answer(404, """{"error":{"root_cause":[],"type":"resource_not_found_exception","reason":"none"},"status":404}"""),
            ("PUT", [_, "_index_template", _]) => PutTemplate(request.Lines[0]),
            ("DELETE", [_, "_index_template", _]) => Acknowledged(),
            ("HEAD", [_, "_alias", var alias]) => Answer(_indices.Values.Any(index => index.Aliases.Contains(alias)) ? 200 : 404, ""),
            ("POST", [_, "_aliases"]) => ChangeAliases(request.Lines[0]),
            ("POST", [_, "_bulk"]) => Bulk(request.Lines),
            ("POST", [_, "_search"]) => Found(request.Lines[0].GetProperty("pit").GetProperty("id").GetString()!, request.Lines[0]),
            ("DELETE", [_, "_pit"]) => Answer(200, """{"succeeded":true,"num_freed":1}"""),
            ("POST", [_, var target, "_search"]) => Behind(target) is { } index ? Found(index, request.Lines[0]) : NoIndex(target),
            ("POST", [_, var target, "_pit"]) => Behind(target) is { } index ? Answer(200, $$"""{"id":"{{index}}"}""") : NoIndex(target),
            ("POST", [_, var target, "_refresh"]) => Behind(target) is null ? NoIndex(target) : Answer(200, """{"_shards":{"total":1,"successful":1,"failed":0}}"""),
            ("PUT", [_, var target, "_mapping"]) => Note(target, request.Lines[0]),
            ("GET", [_, _]) => Answer(200, State()),
            ("PUT", [_, var name]) => Create(name, request.Lines[0]),
            ("DELETE", [_, var name]) => _indices.Remove(name) ? Acknowledged() : NoIndex(name),
            _ => throw new InvalidOperationException($"Nobody asks for {request.Method} {path}."),
        };
    }

    private static HttpResponseMessage Acknowledged() => Answer(200, """{"acknowledged":true}""");

    private static HttpResponseMessage NoIndex(string name) => Answer(
        404, $$"""{"error":{"root_cause":[{"type":"index_not_found_exception","reason":"no such index [{{name}}]"}],"type":"index_not_found_exception","reason":"no such index [{{name}}]"},"status":404}""");

    private string? Behind(string target) => _indices.ContainsKey(target) ? target : _indices.Keys.FirstOrDefault(name => _indices[name].Aliases.Contains(target));

    private HttpResponseMessage PutTemplate(JsonElement body)
    {
        _templateNotes = body.GetProperty("template").GetProperty("mappings").GetProperty("_meta").GetRawText();
        return Acknowledged();
    }

    private HttpResponseMessage Create(string name, JsonElement body)
    {
        if (_indices.ContainsKey(name)) return Answer(400, """{"error":{"root_cause":[{"type":"resource_already_exists_exception","reason":"exists"}],"type":"resource_already_exists_exception","reason":"exists"},"status":400}""");
        var index = _indices[name] = new Index { Notes = _templateNotes };
        index.Aliases.UnionWith(body.GetProperty("aliases").EnumerateObject().Select(alias => alias.Name));
        return Acknowledged();
    }

    private HttpResponseMessage Note(string target, JsonElement body)
    {
        _indices[target].Notes = body.GetProperty("_meta").GetRawText();
        return Acknowledged();
    }

    private string State() => new JsonObject(_indices.Select(index => KeyValuePair.Create(index.Key, (JsonNode?)new JsonObject
    {
        ["aliases"] = new JsonObject(index.Value.Aliases.Select(alias => KeyValuePair.Create(alias, (JsonNode?)new JsonObject()))),
        ["mappings"] = new JsonObject { ["dynamic"] = "strict", ["_meta"] = JsonNode.Parse(index.Value.Notes) },
        ["settings"] = new JsonObject(),
    }))).ToJsonString();

    private HttpResponseMessage ChangeAliases(JsonElement body)
    {
        foreach (var action in body.GetProperty("actions").EnumerateArray().SelectMany(action => action.EnumerateObject()))
        {
            var (index, alias) = (_indices[action.Value.GetProperty("index").GetString()!], action.Value.GetProperty("alias").GetString()!);
            if (action.Name == "add") index.Aliases.Add(alias);
            else if (!index.Aliases.Remove(alias)) return Answer(404, """{"error":{"root_cause":[{"type":"aliases_not_found_exception","reason":"missing"}],"type":"aliases_not_found_exception","reason":"missing"},"status":404}""");
        }
        return Answer(200, """{"acknowledged":true,"errors":false}""");
    }

    private HttpResponseMessage Bulk(IReadOnlyList<JsonElement> lines)
    {
        var items = new JsonArray();
        for (var i = 0; i < lines.Count; i++)
        {
            var action = lines[i].EnumerateObject().Single();
            items.Add(new JsonObject { [action.Name] = BulkItem(action, action.Name == "delete" ? null : lines[++i]) });
        }
        return Answer(200, new JsonObject { ["errors"] = items.Any(item => item!.AsObject().First().Value!["error"] is not null), ["took"] = 1, ["items"] = items }.ToJsonString());
    }

    private JsonObject BulkItem(JsonProperty action, JsonElement? source)
    {
        var (alias, id) = (action.Value.GetProperty("_index").GetString()!, action.Value.GetProperty("_id").GetString()!);
        if (TurnAway?.Invoke(id) is { } status) return Failed(id, status, status == 429 ? "es_rejected_execution_exception" : "document_parsing_exception");
        if (Behind(alias) is not { } name) return Failed(id, 404, "index_not_found_exception");
        var index = _indices[name];
        if (source is null) return Delete(name, index, id, action.Value);
        if (!action.Value.GetProperty("require_alias").GetBoolean() || name == alias) throw new InvalidOperationException("A document must go to an alias that is there.");
        var version = action.Value.GetProperty("version").GetInt64();
        if (index.Versions.GetValueOrDefault(id, -1) >= version) return Failed(id, 409, "version_conflict_engine_exception");
        (index.Versions[id], index.Sequences[id]) = (version, ++index.LastSequence);
        index.Documents[id] = (version, JsonNode.Parse(source.Value.GetRawText())!.AsObject());
        return new JsonObject { ["_index"] = name, ["_id"] = id, ["_version"] = version, ["status"] = 201 };
    }

    /// <summary>Of the state that is named, else a conflict; the version that is kept of what is gone is one higher.</summary>
    private static JsonObject Delete(string name, Index index, string id, JsonElement action)
    {
        if (index.Sequences.GetValueOrDefault(id, -1) != action.GetProperty("if_seq_no").GetInt64() || action.GetProperty("if_primary_term").GetInt64() != 1)
        {
            return Failed(id, 409, "version_conflict_engine_exception");
        }
        index.Documents.Remove(id);
        index.Sequences.Remove(id);
        return new JsonObject { ["_index"] = name, ["_id"] = id, ["_version"] = ++index.Versions[id], ["result"] = "deleted", ["status"] = 200 };
    }

    private static JsonObject Failed(string id, int status, string type) => new()
    {
        ["_index"] = "x",
        ["_id"] = id,
        ["status"] = status,
        ["error"] = new JsonObject { ["type"] = type, ["reason"] = "Preview of field's value: 'secret words'" },
    };

    private HttpResponseMessage Found(string name, JsonElement request)
    {
        var index = _indices[name];
        var clauses = request.GetProperty("query").TryGetProperty("bool", out var query) ? query : default;
        var file = clauses.ValueKind == JsonValueKind.Object && clauses.TryGetProperty("filter", out var filter) && filter[0].TryGetProperty("term", out var term)
            ? term.GetProperty("file").GetProperty("value").GetString() : null;
        var above = clauses.ValueKind == JsonValueKind.Object && clauses.TryGetProperty("minimum_should_match", out _) ? Above(clauses.GetProperty("should")) : "";
        var after = request.TryGetProperty("search_after", out var values) ? values.EnumerateArray().Select(value => value.ToString()).ToList() : null;
        var pages = index.Documents.Where(page => file is null || (string?)page.Value.Source["file"] == file)
            .Where(page => string.CompareOrdinal(Place((string?)page.Value.Source["file"], (int?)page.Value.Source["page"]), above) > 0)
            .OrderBy(page => (string?)page.Value.Source["file"], StringComparer.Ordinal).ThenBy(page => (int?)page.Value.Source["page"])
            .Select(page => (page.Key, page.Value.Source, Place: Place((string?)page.Value.Source["file"], (int?)page.Value.Source["page"])))
            .ToList();
        var skipped = after is null ? pages : pages.SkipWhile(page => string.CompareOrdinal(page.Place, After(file, after)) <= 0).ToList();
        var from = request.TryGetProperty("from", out var first) ? first.GetInt32() : 0;
        var hits = skipped.Skip(from).Take(request.GetProperty("size").GetInt32()).Select(page => (JsonNode)Hit(name, page.Key, page.Source, request)).ToArray();
        var answer = new JsonObject
        {
            ["took"] = 1,
            ["timed_out"] = false,
            ["_shards"] = new JsonObject { ["total"] = 1, ["successful"] = 1, ["skipped"] = 0, ["failed"] = 0 },
            ["hits"] = new JsonObject { ["total"] = new JsonObject { ["value"] = pages.Count, ["relation"] = "eq" }, ["max_score"] = null, ["hits"] = new JsonArray(hits) },
        };
        if (request.TryGetProperty("aggregations", out var wanted)) answer["aggregations"] = new JsonObject(wanted.EnumerateObject().Select(one => KeyValuePair.Create(one.Name, (JsonNode?)Terms(one.Name, pages.Select(page => page.Source)))));
        return Answer(200, answer.ToJsonString());
    }

    private static JsonObject Terms(string field, IEnumerable<JsonObject> pages) => new()
    {
        ["doc_count_error_upper_bound"] = 0,
        ["sum_other_doc_count"] = 0,
        ["buckets"] = new JsonArray([.. pages.GroupBy(page => (string?)page[field] ?? "").Select(group => (JsonNode)new JsonObject { ["key"] = group.Key, ["doc_count"] = group.Count() })]),
    };

    private static string Place(string? file, int? page) => string.Create(CultureInfo.InvariantCulture, $"{file}\0{page:D9}");

    /// <summary>The place that a list goes on from: a file above one, or that one and a page above.</summary>
    private static string Above(JsonElement should) => Place(
        should[0].GetProperty("range").GetProperty("file").GetProperty("gt").GetString(),
        should[1].GetProperty("bool").GetProperty("filter")[1].GetProperty("range").GetProperty("page").GetProperty("gt").GetInt32());

    /// <summary>Sort values are page alone, file and page, or these after the score and with the shard's number behind.</summary>
    private static string After(string? file, List<string> values) => values.Count switch
    {
        1 => Place(file, int.Parse(values[0], CultureInfo.InvariantCulture)),
        3 => Place(values[0], int.Parse(values[1], CultureInfo.InvariantCulture)),
        _ => Place(values[1], int.Parse(values[2], CultureInfo.InvariantCulture)),
    };

    private JsonObject Hit(string name, string id, JsonObject source, JsonElement request)
    {
        var hit = new JsonObject { ["_index"] = name, ["_id"] = id, ["_score"] = 129.5 };
        if (request.TryGetProperty("version", out _)) hit["_version"] = _indices[name].Versions[id];
        if (request.TryGetProperty("seq_no_primary_term", out _)) (hit["_seq_no"], hit["_primary_term"]) = (_indices[name].Sequences[id], 1);
        var sort = request.GetProperty("sort").EnumerateArray().Select(key => key.EnumerateObject().First().Name);
        hit["sort"] = new JsonArray([.. sort.Select(key => key switch { "_score" => 129.5, "_shard_doc" => 7, _ => source[key]!.DeepClone() })]);
        if (request.TryGetProperty("docvalue_fields", out var columns))
        {
            hit["fields"] = new JsonObject(columns.EnumerateArray().Select(column => column.GetProperty("field").GetString()!).Where(column => source[column] is not null)
                .Select(column => KeyValuePair.Create(column, (JsonNode?)new JsonArray(source[column]!.DeepClone()))));
        }
        if (request.GetProperty("_source").ValueKind == JsonValueKind.Object)
        {
            hit["_source"] = new JsonObject(request.GetProperty("_source").GetProperty("includes").EnumerateArray().Select(field => field.GetString()!).Where(field => source[field] is not null)
                .Select(field => KeyValuePair.Create(field, (JsonNode?)source[field]!.DeepClone())));
        }
        return hit;
    }

    private sealed class Index
    {
        public HashSet<string> Aliases { get; } = [];

        public required string Notes { get; set; }

        public Dictionary<string, (long Version, JsonObject Source)> Documents { get; } = [];

        public Dictionary<string, long> Versions { get; } = [];

        public Dictionary<string, long> Sequences { get; } = [];

        public long LastSequence { get; set; }
    }
}
