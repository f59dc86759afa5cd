using System.Text.Json;

namespace Archive.Storage.Tests.Search.Elastic;

/// <summary>
/// Checks JSON against an OpenAPI 3.0 description: $ref, type, nullable, enum, properties, required, additionalProperties, minProperties,
/// maxProperties, items, allOf, anyOf and oneOf (as anyOf: the description's alternatives overlap). Stricter than the standard in one point: an object
/// with described properties may have no others, unless it says so; a misspelt name would pass otherwise.
/// </summary>
public sealed class OpenApiSchema
{
    // Settings of one's own server; the description is of the flavour that others run and where these are not settable.
    private static readonly string[] OwnServer = ["number_of_shards", "number_of_replicas"];

    // Objects that are named by fields of the index, which the description leaves out.
    private static readonly string[] FieldsAsNames = ["_types.SortOptions", "_types.query_dsl.TermsQuery"];

    private readonly JsonElement _root;

    public OpenApiSchema(JsonElement root) => _root = root;

    /// <summary>What is wrong with a request: its path, parameters and body; null where all is right.</summary>
    /// <param name="target">Path and query as sent.</param>
    public string? Check(string method, string target, IReadOnlyList<JsonElement> body)
    {
        var (path, query) = (target.Split('?')[0], target.Contains('?') ? target.Split('?')[1] : "");
        if (Operation(method, path) is not { } operation) return $"{method} {path} is not described";
        foreach (var parameter in query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => Uri.UnescapeDataString(pair.Split('=')[0])))
        {
            if (!HasParameter(operation, parameter)) return $"{method} {path} has no parameter {parameter}";
        }
        if (!operation.TryGetProperty("requestBody", out var described)) return body.Count == 0 ? null : $"{method} {path} takes no body";
        var content = Resolve(described).GetProperty("content").EnumerateObject().First().Value.GetProperty("schema");
        if (path == "/_bulk") return CheckLines(body, Resolve(content).GetProperty("items"));
        if (body.Count == 0) return described.TryGetProperty("required", out var required) && required.GetBoolean() ? $"{method} {path} wants a body" : null;
        return CheckValue(body[0], content, "body");
    }

    public string? CheckValue(JsonElement value, string schema) => CheckValue(value, _root.GetProperty("components").GetProperty("schemas").GetProperty(schema), "value");

    /// <summary>An action, and unless it deletes, a document of any content.</summary>
    private string? CheckLines(IReadOnlyList<JsonElement> lines, JsonElement item)
    {
        var action = item.GetProperty("oneOf").EnumerateArray().First();
        for (var i = 0; i < lines.Count; i++)
        {
            if (CheckValue(lines[i], action, $"line {i + 1}") is { } wrong) return wrong;
            if (!lines[i].TryGetProperty("delete", out _) && (++i >= lines.Count || lines[i].ValueKind != JsonValueKind.Object)) return $"line {i + 1} is no document";
        }
        return null;
    }

    private JsonElement? Operation(string method, string path)
    {
        var segments = path.Split('/');
        var paths = _root.GetProperty("paths").EnumerateObject()
            .Where(candidate => Fits(candidate.Name.Split('/'), segments) && candidate.Value.TryGetProperty(method.ToLowerInvariant(), out _))
            .OrderBy(candidate => candidate.Name.Count(character => character == '{'))
            .ToList();
        return paths.Count == 0 ? null : paths[0].Value.GetProperty(method.ToLowerInvariant());
    }

    private static bool Fits(string[] template, string[] path) => template.Length == path.Length
        && template.Zip(path).All(pair => pair.First == pair.Second || (pair.First.StartsWith('{') && pair.Second.Length > 0 && pair.Second[0] != '_'));

    private bool HasParameter(JsonElement operation, string name) => operation.TryGetProperty("parameters", out var parameters)
        && parameters.EnumerateArray().Select(Resolve).Any(parameter => parameter.GetProperty("name").GetString() == name && parameter.GetProperty("in").GetString() == "query");

    private JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = reference.GetString()!.Split('/').Skip(1).Aggregate(_root, (at, name) => at.GetProperty(name));
        }
        return schema;
    }

    private string? CheckValue(JsonElement value, JsonElement schema, string at) =>
        CheckShape(value, schema, at) ?? (value.ValueKind == JsonValueKind.Object ? CheckNames(value, schema, at) : null);

    /// <summary>All but the names of properties, which only all parts of an allOf together know.</summary>
    private string? CheckShape(JsonElement value, JsonElement unresolved, string at)
    {
        var schema = Resolve(unresolved);
        if (value.ValueKind == JsonValueKind.Null) return schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean() ? null : $"{at} is null";
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value))) return $"{at} is none of {allowed}";
        if (!IsAnything(schema) && schema.TryGetProperty("type", out var type) && !IsOfType(value, type.GetString()!)) return $"{at} is no {type}";
        foreach (var word in new[] { "oneOf", "anyOf" })
        {
            if (!schema.TryGetProperty(word, out var choices)) continue;
            var wrong = choices.EnumerateArray().Select(choice => CheckValue(value, choice, at)).ToList();
            if (wrong.All(one => one is not null)) return $"{at} fits nothing: {string.Join("; or ", wrong.Distinct())}";
        }
        if (schema.TryGetProperty("allOf", out var parts))
        {
            foreach (var part in parts.EnumerateArray())
            {
                if (CheckShape(value, part, at) is { } wrong) return wrong;
            }
        }
        return value.ValueKind switch
        {
            JsonValueKind.Object => CheckProperties(value, schema, at),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) =>
                value.EnumerateArray().Select((item, i) => CheckValue(item, items, $"{at}[{i}]")).FirstOrDefault(wrong => wrong is not null),
            _ => null,
        };
    }

    private string? CheckProperties(JsonElement value, JsonElement schema, string at)
    {
        var count = value.EnumerateObject().Count();
        if (schema.TryGetProperty("minProperties", out var least) && count < least.GetInt32()) return $"{at} has too few properties";
        if (schema.TryGetProperty("maxProperties", out var most) && count > most.GetInt32()) return $"{at} has too many properties";
        if (schema.TryGetProperty("required", out var required) && required.EnumerateArray().FirstOrDefault(name => !value.TryGetProperty(name.GetString()!, out _)) is { ValueKind: JsonValueKind.String } missing)
        {
            return $"{at} lacks {missing}";
        }
        foreach (var property in value.EnumerateObject())
        {
            var described = schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(property.Name, out var own) ? own
                : schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.Object ? additional : (JsonElement?)null;
            if (described is { } inner && CheckValue(property.Value, inner, $"{at}.{property.Name}") is { } wrong) return wrong;
        }
        return null;
    }

    private string? CheckNames(JsonElement value, JsonElement schema, string at)
    {
        var known = new HashSet<string>();
        if (IsOpen(schema, known) || known.Count == 0) return null;
        return value.EnumerateObject().Where(property => !known.Contains(property.Name) && !OwnServer.Contains(property.Name)).Select(property => $"{at} has no {property.Name}").FirstOrDefault();
    }

    /// <summary>Gathers the names; true where others are allowed.</summary>
    private bool IsOpen(JsonElement unresolved, HashSet<string> known)
    {
        if (unresolved.TryGetProperty("$ref", out var reference) && FieldsAsNames.Any(name => reference.ValueEquals("#/components/schemas/" + name))) return true;
        var schema = Resolve(unresolved);
        if (schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind != JsonValueKind.False) return true;
        // Each alternative was checked with its own names.
        if (schema.TryGetProperty("oneOf", out _) || schema.TryGetProperty("anyOf", out _)) return true;
        if (schema.TryGetProperty("properties", out var properties)) known.UnionWith(properties.EnumerateObject().Select(property => property.Name));
        return schema.TryGetProperty("allOf", out var parts) && parts.EnumerateArray().Any(part => IsOpen(part, known));
    }

    /// <summary>The description says a bare "object" where it means any value at all, as of a note's.</summary>
    private static bool IsAnything(JsonElement schema) =>
        schema.TryGetProperty("type", out var type) && type.ValueEquals("object") && schema.EnumerateObject().All(word => word.Name is "type" or "description" || word.Name.StartsWith("x-", StringComparison.Ordinal));

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" or "integer" => value.ValueKind == JsonValueKind.Number,
        _ => false,
    };
}
