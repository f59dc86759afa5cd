using System.Text.Json;
using System.Text.Json.Serialization;
using Archive.Domain;

namespace Archive.Pipeline.Workers.Protocol;

/// <summary>Serialization of the worker protocol, generated at compile time: a worker must not spend its start on reflection.</summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(ConfidenceConverter), typeof(DpiConverter), typeof(DegreesConverter)])]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(WorkerAnswer))]
internal sealed partial class WorkerJson : JsonSerializerContext;

/// <summary>A confidence as a number from 0 to 1.</summary>
internal sealed class ConfidenceConverter : JsonConverter<Confidence>
{
    public override Confidence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDouble());

    public override void Write(Utf8JsonWriter writer, Confidence value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

/// <summary>A resolution as a number of dots per inch.</summary>
internal sealed class DpiConverter : JsonConverter<Dpi>
{
    public override Dpi Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDouble());

    public override void Write(Utf8JsonWriter writer, Dpi value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

/// <summary>An angle as a number of degrees.</summary>
internal sealed class DegreesConverter : JsonConverter<Degrees>
{
    public override Degrees Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDouble());

    public override void Write(Utf8JsonWriter writer, Degrees value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}
