using System.Buffers.Binary;

namespace Archive.Imaging.Formats;

/// <summary>
/// The skeleton of a TIFF or BigTIFF file: byte order, directories and their fields. Also reads the TIFF that Exif embeds.
/// Source: TIFF 6.0 section 2; the BigTIFF design of libtiff.
/// </summary>
internal sealed class TiffStructure
{
    private const int MaxFields = 4096;

    private readonly ByteSource _source;
    private readonly bool _littleEndian;
    private readonly bool _big;

    private TiffStructure(ByteSource source, bool littleEndian, bool big, long firstDirectory) =>
        (_source, _littleEndian, _big, FirstDirectory) = (source, littleEndian, big, firstDirectory);

    public long FirstDirectory { get; }

    /// <exception cref="ImageFormatException">The file header is not that of a TIFF.</exception>
    public static TiffStructure Open(ByteSource source)
    {
        Span<byte> head = stackalloc byte[16];
        var count = source.Read(0, head);
        if (count < 8) throw new ImageFormatException("it ends within its header");
        var littleEndian = head[0] == 'I';
        var probe = new TiffStructure(source, littleEndian, false, 0);
        var version = probe.UInt16(head[2..]);
        if (version == 42) return new(source, littleEndian, false, probe.UInt32(head[4..]));
        if (version != 43 || count < 16 || probe.UInt16(head[4..]) != 8) throw new ImageFormatException("its header is damaged");
        return new(source, littleEndian, true, ToOffset(probe.UInt64(head[8..])));
    }

    /// <summary>Reads one directory. Values are read only when asked for.</summary>
    /// <exception cref="ImageFormatException">The directory is not within the file or claims too many fields.</exception>
    public TiffDirectory ReadDirectory(long offset)
    {
        var (countSize, entrySize, nextSize) = _big ? (8, 20, 8) : (2, 12, 4);
        Span<byte> countBytes = stackalloc byte[8];
        if (offset < 8 || !_source.TryFill(offset, countBytes[..countSize]))
            throw new ImageFormatException($"the directory of its page lies beyond the end of the file ({_source.Length:N0} bytes): it is cut short");
        var count = _big ? UInt64(countBytes) : UInt16(countBytes);
        if (count is 0 or > MaxFields) throw new ImageFormatException($"the directory of its page claims {count:N0} fields");

        var body = new byte[(int)count * entrySize + nextSize];
        if (_source.Read(offset + countSize, body) < body.Length - nextSize)
            throw new ImageFormatException("it ends within the directory of its page: it is cut short");
        var fields = new Dictionary<int, TiffField>();
        for (var index = 0; index < (int)count; index++) AddField(fields, body.AsSpan(index * entrySize, entrySize));
        var next = body.AsSpan((int)count * entrySize);
        return new(this, offset, _big ? ToOffset(UInt64(next)) : UInt32(next), fields);
    }

    private void AddField(Dictionary<int, TiffField> fields, ReadOnlySpan<byte> entry)
    {
        var type = UInt16(entry[2..]);
        var count = _big ? UInt64(entry[4..]) : UInt32(entry[4..]);
        var value = entry[(_big ? 12 : 8)..];
        fields.TryAdd(UInt16(entry), new(type, count, value.ToArray()));
    }

    /// <summary>The numbers of a field, at most <paramref name="limit"/>; empty where they lie outside the file or are of no numeric type.</summary>
    public double[] Numbers(TiffField field, int limit)
    {
        var size = SizeOf(field.Type);
        var count = (int)Math.Min(field.Count, (ulong)limit);
        if (size == 0 || count == 0) return [];
        var bytes = field.Count * (ulong)size <= (ulong)field.Value.Length
            ? field.Value
            : _source.Take(_big ? ToOffset(UInt64(field.Value)) : UInt32(field.Value), count * size);
        var numbers = new double[Math.Min(count, bytes.Length / size)];
        for (var index = 0; index < numbers.Length; index++) numbers[index] = Number(field.Type, bytes.AsSpan(index * size, size));
        return numbers;
    }

    private double Number(int type, ReadOnlySpan<byte> value) => type switch
    {
        1 or 7 => value[0],
        6 => (sbyte)value[0],
        3 => UInt16(value),
        8 => (short)UInt16(value),
        4 or 13 => UInt32(value),
        9 => (int)UInt32(value),
        5 => Ratio(UInt32(value), UInt32(value[4..])),
        10 => Ratio((int)UInt32(value), (int)UInt32(value[4..])),
        11 => BitConverter.UInt32BitsToSingle(UInt32(value)),
        12 => BitConverter.UInt64BitsToDouble(UInt64(value)),
        _ => UInt64(value),
    };

    private static double Ratio(double numerator, double denominator) => denominator == 0 ? 0 : numerator / denominator;

    private static int SizeOf(int type) => type switch
    {
        1 or 6 or 7 => 1,
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 0,
    };

    private static long ToOffset(ulong value) => value > long.MaxValue ? long.MaxValue : (long)value;

    private ushort UInt16(ReadOnlySpan<byte> bytes) =>
        _littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private uint UInt32(ReadOnlySpan<byte> bytes) =>
        _littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private ulong UInt64(ReadOnlySpan<byte> bytes) =>
        _littleEndian ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : BinaryPrimitives.ReadUInt64BigEndian(bytes);
}

/// <summary>A field as it stands in a directory: the value itself where it fits, otherwise its offset.</summary>
internal sealed record TiffField(int Type, ulong Count, byte[] Value);

/// <summary>One directory and its fields by tag number.</summary>
internal sealed class TiffDirectory(TiffStructure structure, long offset, long next, IReadOnlyDictionary<int, TiffField> fields)
{
    public long Offset => offset;

    /// <summary>Offset of the next directory; 0 at the end of the chain.</summary>
    public long Next => next;

    /// <summary>How many values a field has; 0 where the tag is absent.</summary>
    public ulong CountOf(int tag) => fields.TryGetValue(tag, out var field) ? field.Count : 0;

    public bool Has(int tag) => fields.ContainsKey(tag);

    public double[] Numbers(int tag, int limit) => fields.TryGetValue(tag, out var field) ? structure.Numbers(field, limit) : [];

    public double Number(int tag, double otherwise) => Numbers(tag, 1) is [var value] ? value : otherwise;
}
