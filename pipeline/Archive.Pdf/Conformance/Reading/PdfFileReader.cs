using System.IO.Compression;
using System.Text;

namespace Archive.Pdf.Conformance.Reading;

/// <summary>
/// Reads a PDF with a cross-reference table object by object from a stream that can seek. Holds the table; everything else is read
/// when asked for, so that memory does not grow with the file.
/// </summary>
internal sealed class PdfFileReader
{
    private const int FirstWindow = 2048;
    private const int TailSize = 1024;

    /// <summary>The largest decoded stream that is read: far above any content stream, font or profile.</summary>
    private const int LargestDecoded = 64 << 20;

    private readonly Stream _file;
    private readonly Dictionary<int, long> _offsets = [];

    /// <exception cref="PdfSyntaxException">There is no cross-reference table or trailer to be read.</exception>
    public PdfFileReader(Stream file)
    {
        _file = file;
        var tail = Latin1(Math.Max(0, Length - TailSize), (int)Math.Min(Length, TailSize));
        var mark = tail.LastIndexOf("startxref", StringComparison.Ordinal);
        if (mark < 0) throw new PdfSyntaxException("startxref is missing.");
        var start = new PdfLexer(Encoding.Latin1.GetBytes(tail[(mark + 9)..])).Read() as PdfNumber;
        if (start is null || start.Value < 0 || start.Value >= Length) throw new PdfSyntaxException("startxref leads nowhere.");
        CrossReferenceStart = (long)start.Value;
        Trailer = ReadCrossReferences();
    }

    public long Length => _file.Length;

    public long CrossReferenceStart { get; }

    public PdfDictionary Trailer { get; }

    /// <summary>Numbers of the objects in use, in rising order.</summary>
    public IEnumerable<int> Numbers => _offsets.Keys.Order();

    public long OffsetOf(int number) => _offsets[number];

    /// <summary>The object behind a reference, or the value itself; null for references to nothing.</summary>
    public PdfValue Resolve(PdfValue? value) => value switch
    {
        null => new PdfNull(),
        PdfReference reference => _offsets.ContainsKey(reference.Number) ? ReadObject(reference.Number) : new PdfNull(),
        _ => value,
    };

    /// <summary>The dictionary (or a stream's dictionary) behind a value; empty where there is none.</summary>
    public PdfDictionary Dictionary(PdfValue? value) => Resolve(value) switch
    {
        PdfDictionary dictionary => dictionary,
        PdfStream stream => stream.Dictionary,
        _ => PdfDictionary.Empty,
    };

    public IReadOnlyList<PdfValue> Array(PdfValue? value) => (Resolve(value) as PdfArray)?.Items ?? [];

    public double? Number(PdfValue? value) => (Resolve(value) as PdfNumber)?.Value;

    /// <summary>Reads an object in use.</summary>
    /// <exception cref="PdfSyntaxException">It is malformed.</exception>
    public PdfValue ReadObject(int number)
    {
        var offset = _offsets[number];
        for (var window = FirstWindow; ; window *= 2)
        {
            var complete = offset + window >= Length;
            try
            {
                return Parse(Bytes(offset, (int)Math.Min(window, Length - offset)), number, offset);
            }
            catch (PdfSyntaxException) when (!complete)
            {
                // The object may go on behind the window.
            }
        }
    }

    /// <summary>The data of a stream as it stands in the file.</summary>
    public byte[] RawData(PdfStream stream) =>
        Number(stream.Dictionary["Length"]) is { } length && length >= 0 && stream.DataStart + length <= Length
            ? Bytes(stream.DataStart, (int)length)
            : throw new PdfSyntaxException("A stream has no usable Length.");

    /// <summary>The data of a stream with Flate undone; other filters are left in place.</summary>
    public byte[] DecodedData(PdfStream stream)
    {
        var raw = RawData(stream);
        if (Resolve(stream.Dictionary["Filter"]) is not PdfName { Value: "FlateDecode" }) return raw;
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(raw), CompressionMode.Decompress);
            using var decoded = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int count; (count = zlib.Read(buffer)) > 0;)
            {
                if (decoded.Length + count > LargestDecoded) throw new PdfSyntaxException("A stream decodes to too much.");
                decoded.Write(buffer, 0, count);
            }
            return decoded.ToArray();
        }
        catch (InvalidDataException)
        {
            throw new PdfSyntaxException("A stream's Flate data is damaged.");
        }
    }

    /// <summary>Bytes of the file; fewer where it ends.</summary>
    public byte[] Bytes(long offset, int count)
    {
        var bytes = new byte[Math.Clamp(Length - offset, 0, count)];
        _file.Position = offset;
        _file.ReadExactly(bytes);
        return bytes;
    }

    public string Latin1(long offset, int count) => Encoding.Latin1.GetString(Bytes(offset, count));

    private PdfDictionary ReadCrossReferences()
    {
        var lexer = new PdfLexer(Bytes(CrossReferenceStart, (int)Math.Min(int.MaxValue, Length - CrossReferenceStart)));
        if (lexer.Read() is not PdfKeyword { Value: "xref" }) throw new PdfSyntaxException("There is no cross-reference table at startxref.");
        while (true)
        {
            var first = lexer.Read();
            if (first is PdfKeyword { Value: "trailer" })
                return lexer.Read() as PdfDictionary ?? throw new PdfSyntaxException("The trailer has no dictionary.");
            if (first is not PdfNumber start || lexer.Read() is not PdfNumber count) throw new PdfSyntaxException("A cross-reference section has no header.");
            for (var index = 0; index < (int)count.Value; index++) ReadEntry(lexer, (int)start.Value + index);
        }
    }

    private void ReadEntry(PdfLexer lexer, int number)
    {
        if (lexer.Read() is not PdfNumber offset || lexer.Read() is not PdfNumber || lexer.Read() is not PdfKeyword kind)
            throw new PdfSyntaxException("A cross-reference entry is malformed.");
        if (kind.Value != "n") return;
        if (offset.Value < 0 || offset.Value >= Length) throw new PdfSyntaxException($"The cross-reference of object {number} leads out of the file.");
        _offsets[number] = (long)offset.Value;
    }

    private static PdfValue Parse(byte[] data, int number, long offset)
    {
        var lexer = new PdfLexer(data);
        if (lexer.Read() is not PdfNumber found || (int)found.Value != number || lexer.Read() is not PdfNumber || lexer.Read() is not PdfKeyword { Value: "obj" })
            throw new PdfSyntaxException($"Object {number} is not where the cross-reference table says.");
        var value = lexer.Read();
        var end = (lexer.Read() as PdfKeyword)?.Value;
        // At the end of the data the last keyword may be cut; something must follow it.
        if (lexer.Position + 2 > data.Length || end is not ("endobj" or "stream")) throw new PdfSyntaxException($"Object {number} is not closed.");
        if (end == "endobj") return value;
        if (value is not PdfDictionary dictionary) throw new PdfSyntaxException("A stream has no dictionary.");
        // The data begins behind a line feed or a carriage return with line feed (ISO 32000-1, 7.3.8.1).
        var position = lexer.Position;
        if (data[position] == '\r') position++;
        if (data[position] == '\n') position++;
        return new PdfStream(dictionary, offset + position);
    }
}
