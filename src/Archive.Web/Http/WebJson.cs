using System.Text.Json;
using System.Text.Json.Serialization;
using Archive.Domain;

namespace Archive.Web.Http;

/// <summary>How the HTTP API writes JSON: camel case, names of registers in capitals as in case numbers.</summary>
internal static class WebJson
{
    internal static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter<Register>(new Capitals(), allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        // A number is a number: the framework would read it from text too, and describe it so.
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
    }

    private sealed class Capitals : JsonNamingPolicy
    {
        public override string ConvertName(string name) => name.ToUpperInvariant();
    }
}

/// <summary>A portion of a list.</summary>
/// <param name="Next">To be given as <c>after</c> for the next portion; null at the end.</param>
public sealed record Portion<T>(IReadOnlyList<T> Items, string? Next);
