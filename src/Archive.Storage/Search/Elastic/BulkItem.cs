using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Archive.Domain.Ports;

namespace Archive.Storage.Search.Elastic;

/// <summary>One entry of a bulk request, as the lines to send.</summary>
/// <param name="IsOptional">Nothing is lost where its alias is gone: the index being built was finished or given up meanwhile.</param>
internal sealed record BulkItem(string Id, ReadOnlyMemory<byte> Lines, bool IsOptional)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static BulkItem Put(WriteTarget target, IndexedPage page, long version)
    {
        var id = PageDocument.IdOf(page.FileId, page.PageNumber);
        return new(id, Write(lines => Action(lines, "index", target, id, version), lines => PageDocument.Write(lines, page)), target.IsOptional);
    }

    internal static BulkItem Delete(WriteTarget target, string id, long version) =>
        new(id, Write(lines => Action(lines, "delete", target, id, version)), target.IsOptional);

    private static void Action(Utf8JsonWriter writer, string action, WriteTarget target, string id, long version)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(action);
        writer.WriteString("_index", target.Alias);
        writer.WriteString("_id", id);
        writer.WriteNumber("version", version);
        writer.WriteString("version_type", "external");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> Write(params Action<Utf8JsonWriter>[] lines)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var line in lines)
        {
            using (var writer = new Utf8JsonWriter(buffer, Plain)) line(writer);
            buffer.Write("\n"u8);
        }
        return buffer.WrittenMemory;
    }
}

/// <summary>An alias that is written to.</summary>
internal sealed record WriteTarget(string Alias, bool IsOptional);
