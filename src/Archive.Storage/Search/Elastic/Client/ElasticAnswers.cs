using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archive.Storage.Search.Elastic.Client;

/// <summary>An index, its aliases and the notes in its mapping.</summary>
internal sealed record IndexState(Dictionary<string, JsonElement>? Aliases, IndexMappings? Mappings);

internal sealed record IndexMappings([property: JsonPropertyName("_meta")] IndexNotes? Meta);

/// <summary>Notes of ours in an index's mapping.</summary>
/// <param name="Schema">The number of the schema the index was made by.</param>
/// <param name="Whole">Every indexed file of the catalog was entered.</param>
/// <param name="Reached">The last file that was entered while the index is made whole; null before the first, and once it is whole.</param>
internal sealed record IndexNotes(int Schema, bool Whole, string? Reached = null);

internal sealed record TemplateList([property: JsonPropertyName("index_templates")] List<TemplateEntry>? Templates);

internal sealed record TemplateEntry(string? Name, [property: JsonPropertyName("index_template")] TemplateBody? Template);

internal sealed record TemplateBody(int? Version);

internal sealed record BulkAnswer(bool Errors, List<Dictionary<string, BulkItemAnswer>>? Items);

internal sealed record BulkItemAnswer([property: JsonPropertyName("_id")] string? Id, int Status, ErrorCause? Error);

internal sealed record ErrorCause(string? Type, string? Reason, [property: JsonPropertyName("root_cause")] List<ErrorCause>? RootCause);

internal sealed record SearchAnswer(
    [property: JsonPropertyName("timed_out")] bool TimedOut,
    [property: JsonPropertyName("_shards")] ShardCounts? Shards,
    FoundHits? Hits,
    [property: JsonPropertyName("pit_id")] string? PitId,
    JsonElement? Aggregations);

internal sealed record ShardCounts(int Total, int Successful, int Failed);

internal sealed record FoundHits(FoundTotal? Total, List<FoundHit>? Hits);

internal sealed record FoundTotal(long Value);

internal sealed record FoundHit(
    [property: JsonPropertyName("_index")] string? Index,
    [property: JsonPropertyName("_id")] string? Id,
    [property: JsonPropertyName("_version")] long? Version,
    [property: JsonPropertyName("_seq_no")] long? SequenceNumber,
    [property: JsonPropertyName("_primary_term")] long? PrimaryTerm,
    [property: JsonPropertyName("_score")] double? Score,
    [property: JsonPropertyName("_source")] JsonElement? Source,
    Dictionary<string, List<JsonElement>>? Fields,
    Dictionary<string, List<string>>? Highlight,
    List<JsonElement>? Sort);

internal sealed record PitAnswer(string? Id);

/// <summary>How answers are read: names in snake case, unknown ones passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Dictionary<string, IndexState>))]
[JsonSerializable(typeof(TemplateList))]
[JsonSerializable(typeof(BulkAnswer))]
[JsonSerializable(typeof(ErrorCause))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(PitAnswer))]
internal sealed partial class ElasticJson : JsonSerializerContext;
