using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Archive.Domain;

namespace Archive.Storage.Catalog;

/// <summary>A page's result as JSON: enumerations by name, units as plain numbers, a transform as its six numbers.</summary>
internal static class PageResultJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        // The text goes into a column, not a web page: letters with diacritics stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter(),
            new NumberConverter<Confidence>(value => value.Value, number => new Confidence(number)),
            new NumberConverter<Dpi>(value => value.Value, number => new Dpi(number)),
            new NumberConverter<Degrees>(value => value.Value, number => new Degrees(number)),
            new TransformConverter(),
        },
    };

    internal static string Write(PageResult result) => JsonSerializer.Serialize(result, Options);

    internal static PageResult Read(string json) =>
        JsonSerializer.Deserialize<PageResult>(json, Options) ?? throw new JsonException("A page result is never null.");

    private sealed class NumberConverter<T>(Func<T, double> toNumber, Func<double, T> fromNumber) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => fromNumber(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(toNumber(value));
    }

    private sealed class TransformConverter : JsonConverter<AffineTransform>
    {
        public override AffineTransform Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<double[]>(ref reader, options) is [var a, var b, var c, var d, var e, var f]
                ? new AffineTransform(a, b, c, d, e, f)
                : throw new JsonException("A transform has six numbers.");

        public override void Write(Utf8JsonWriter writer, AffineTransform value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new[] { value.A, value.B, value.C, value.D, value.E, value.F }, options);
    }
}
