using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archive.Cli.Output;

/// <summary>The JSON that commands write: camelCase, nulls written, letters with diacritics as they are.</summary>
[JsonSerializable(typeof(IngestJson))]
[JsonSerializable(typeof(SearchJson))]
[JsonSerializable(typeof(FileJson))]
[JsonSerializable(typeof(FileListJson))]
[JsonSerializable(typeof(BatchListJson))]
[JsonSerializable(typeof(ExportJson))]
[JsonSerializable(typeof(VerifyJson))]
[JsonSerializable(typeof(DoctorJson))]
[JsonSerializable(typeof(SettingListJson))]
[JsonSerializable(typeof(BackupReportJson))]
[JsonSerializable(typeof(RestoreReportJson))]
[JsonSerializable(typeof(NodeListJson))]
[JsonSerializable(typeof(StatusJson))]
[JsonSerializable(typeof(AuditListJson))]
[JsonSerializable(typeof(AuditCheckJson))]
internal sealed partial class CliJson : JsonSerializerContext
{
    // The output goes to programs and terminals, never into a web page: nothing needs escaping beyond JSON's own rules.
    internal static CliJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>An enumeration's value as it stands in JSON.</summary>
    internal static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    internal static void Write<T>(TextWriter output, T value) =>
        output.WriteLine(JsonSerializer.Serialize(value, Readable.GetTypeInfo(typeof(T))!));
}
