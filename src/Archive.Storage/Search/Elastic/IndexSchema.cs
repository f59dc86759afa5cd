using System.Text.Json.Nodes;

namespace Archive.Storage.Search.Elastic;

/// <summary>
/// The composable index template. Texts are cut and folded by this program before they are sent, exactly as for FTS5, and the server only cuts them at
/// blanks: so both back-ends agree on words, near misses and phrases. What the server adds are its stemmers for Latvian, Russian and English, over the
/// words as they stand on the page, cut at the same places.
/// </summary>
internal static class IndexSchema
{
    /// <summary>To be raised with every change of the template, of folding, of tokens, stems or skeletons.</summary>
    internal const int Version = 3;

    internal static JsonObject Template(IndexNames names, int shards)
    {
        using var stream = typeof(IndexSchema).Assembly.GetManifestResourceStream("search/IndexTemplate.json")!;
        var template = JsonNode.Parse(stream)!.AsObject();
        template["version"] = Version;
        template["index_patterns"] = new JsonArray(names.Pattern);
        template["template"]!["settings"]!["number_of_shards"] = shards;
        template["template"]!["mappings"]!["_meta"]!["schema"] = Version;
        return template;
    }
}
