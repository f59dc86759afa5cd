using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Archive.Domain.Ports;

namespace Archive.Storage.Search.Elastic;

/// <summary>One entry of a bulk request, as the lines to send.</summary>
/// <param name="IsOptional">Nothing is lost where its alias is gone: the index being built was finished or given up meanwhile.</param>
/// <param name="IsDelete">Takes a page out instead of putting one in.</param>
internal sealed record BulkItem(string Id, ReadOnlyMemory<byte> Lines, bool IsOptional, bool IsDelete = false)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static BulkItem Put(WriteTarget target, IndexedPage page, long version)
    {
        var id = PageDocument.IdOf(page.FileId, page.PageNumber);
        return new(id, Write(lines => Put(lines, target, id, version), lines => PageDocument.Write(lines, page)), target.IsOptional);
    }

    /// <summary>
    /// Takes out the very state of the page that was read, in the very index: a later one stays. (With an external version instead, a delete in an index
    /// that is gone would make it anew.)
    /// </summary>
    internal static BulkItem Delete(PresentPage page) => new(page.Id, Write(lines => Action(lines, "delete", page.Index, page.Id, () =>
    {
        lines.WriteNumber("if_seq_no", page.SequenceNumber);
        lines.WriteNumber("if_primary_term", page.PrimaryTerm);
    })), IsOptional: true, IsDelete: true);

    private static void Action(Utf8JsonWriter writer, string action, string index, string id, Action condition)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(action);
        writer.WriteString("_index", index);
        writer.WriteString("_id", id);
        condition();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Put(Utf8JsonWriter writer, WriteTarget target, string id, long version) => Action(writer, "index", target.Alias, id, () =>
    {
        writer.WriteNumber("version", version);
        writer.WriteString("version_type", "external");
        // Else a write behind the back of a removed alias would make an index of the alias' name.
        writer.WriteBoolean("require_alias", true);
    });

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
