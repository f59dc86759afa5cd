using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Archive.Pdf.Writing;

/// <summary>
/// Writes indirect objects one after the other to a stream that need not seek, and remembers for each only where it stands
/// (8 bytes an object) for the cross-reference table. Keeps a running digest of everything written.
/// </summary>
internal sealed class PdfObjectWriter : IDisposable
{
    /// <summary>The largest offset that the ten digits of a cross-reference entry hold (ISO 32000-1, 7.5.4).</summary>
    private const long LargestOffset = 9_999_999_999;

    private readonly Stream _output;
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>By object number less one; 0 where the object is promised but not written.</summary>
    private readonly List<long> _offsets = [];
    private long _position;

    public PdfObjectWriter(Stream output)
    {
        _output = output;
        // The comment's four bytes above 127 say that the file is binary (ISO 19005-2, 6.1.2).
        Write(Latin1("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n"));
    }

    /// <summary>Reserves an object number, to be referred to before the object is written.</summary>
    public int Allocate()
    {
        _offsets.Add(0);
        return _offsets.Count;
    }

    public int WriteObject(string body)
    {
        var number = Allocate();
        WriteObject(number, body);
        return number;
    }

    /// <summary>Writes an object whose number was reserved.</summary>
    public void WriteObject(int number, string body)
    {
        Begin(number);
        Write(Latin1($"{body}\nendobj\n"));
    }

    /// <summary>Writes a stream as it is; <paramref name="entries"/> are the dictionary's entries besides Length.</summary>
    public int WriteStream(string entries, ReadOnlySpan<byte> data)
    {
        var number = Allocate();
        WriteStream(number, entries, data);
        return number;
    }

    public void WriteStream(int number, string entries, ReadOnlySpan<byte> data)
    {
        Begin(number);
        Write(Latin1(string.Create(CultureInfo.InvariantCulture, $"<< {entries} /Length {data.Length} >>\nstream\n")));
        Write(data);
        Write("\nendstream\nendobj\n"u8);
    }

    /// <summary>Writes a stream compressed with Flate.</summary>
    public int WriteFlateStream(string entries, ReadOnlySpan<byte> data)
    {
        var number = Allocate();
        WriteFlateStream(number, entries, data);
        return number;
    }

    public void WriteFlateStream(int number, string entries, ReadOnlySpan<byte> data) =>
        WriteStream(number, $"{entries} /Filter /FlateDecode".TrimStart(), Deflate(data));

    /// <summary>The SHA-256 digest of everything written so far.</summary>
    public byte[] CurrentDigest() => _digest.GetCurrentHash();

    /// <summary>Writes cross-reference table and trailer; the file is complete. Every reserved object must have been written.</summary>
    public void Finish(int catalog, int info, ReadOnlySpan<byte> identifier)
    {
        var start = _position;
        WriteCrossReferences();
        var id = Convert.ToHexString(identifier);
        Write(Latin1(string.Create(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {_offsets.Count + 1} /Root {catalog} 0 R /Info {info} 0 R /ID [<{id}> <{id}>] >>\nstartxref\n{start}\n%%EOF\n")));
        _output.Flush();
    }

    public void Dispose() => _digest.Dispose();

    private void WriteCrossReferences()
    {
        var table = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {_offsets.Count + 1}\n0000000000 65535 f \n"));
        for (var index = 0; index < _offsets.Count; index++)
        {
            if (_offsets[index] == 0) throw new InvalidOperationException($"Object {index + 1} was reserved but never written.");
            table.Append(CultureInfo.InvariantCulture, $"{_offsets[index]:D10} 00000 n \n");
            if (table.Length < 1 << 16) continue;
            Write(Latin1(table.ToString()));
            table.Clear();
        }
        Write(Latin1(table.ToString()));
    }

    private void Begin(int number)
    {
        if (_offsets[number - 1] != 0) throw new InvalidOperationException($"Object {number} was written before.");
        if (_position > LargestOffset) throw new InvalidOperationException("A PDF with a cross-reference table cannot be larger than 10 GB.");
        _offsets[number - 1] = _position;
        Write(Latin1(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n")));
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _digest.AppendData(bytes);
        _position += bytes.Length;
    }

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Deflate(ReadOnlySpan<byte> data)
    {
        using var buffer = new MemoryStream();
        using (var zlib = new ZLibStream(buffer, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(data);
        return buffer.ToArray();
    }
}
