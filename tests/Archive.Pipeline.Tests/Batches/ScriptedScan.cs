using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Archive.Pipeline.Tests.Batches;

/// <summary>A real, tiny PNG that carries in a text chunk what the scripted page worker is to do with it.</summary>
internal static class ScriptedScan
{
    private const int Side = 64;

    internal static string Write(string folder, string name, string script)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, Png(script));
        // As if it had lain there for a while: nothing waits to see whether it still grows.
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-5));
        return path;
    }

    private static byte[] Png(string script)
    {
        byte[] header = [0, 0, 0, Side, 0, 0, 0, Side, 8, 0, 0, 0, 0];
        var text = Encoding.Latin1.GetBytes("Comment\0" + Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(script)));
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. Chunk("tEXt", text), .. Chunk("IDAT", Pixels()), .. Chunk("IEND", [])];
    }

    private static byte[] Pixels()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var row = 0; row < Side; row++) zlib.Write([0, .. Enumerable.Repeat((byte)250, Side)]);
        }

        return packed.ToArray();
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. BigEndian((uint)data.Length), .. body, .. BigEndian(Crc32(body))];
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static uint Crc32(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320u & (0 - (crc & 1)));
        }

        return ~crc;
    }
}
