using System.Buffers.Binary;

namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>What the segments of a JBIG2 page say of it (ITU-T T.88, 7.2 and 7.4.8): its size in pixels.</summary>
internal readonly record struct Jbig2PageHeader(int Width, int Height)
{
    private const int EndOfPage = 49, EndOfFile = 51, PageInformation = 48;

    private const uint UnknownLength = uint.MaxValue;

    /// <summary>
    /// Reads the page information, and goes over all segments; null where they are not those of one page in the embedded organisation that
    /// JBIG2Decode takes (ISO 32000-1, 7.4.7): nothing before or behind them, numbers in rising order, all of page 1, no ends of page and file.
    /// </summary>
    public static Jbig2PageHeader? Read(ReadOnlySpan<byte> data)
    {
        Jbig2PageHeader? page = null;
        for (long next = 0; !data.IsEmpty;)
        {
            if (SegmentHeader.Read(data) is not { } segment || segment.Number < next || segment.Page != 1) return null;
            if (segment.Type is EndOfPage or EndOfFile || segment.Type == PageInformation != page is null) return null;
            data = data[segment.Bytes..];
            page ??= data.Length >= 8 ? new(BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..])) : null;
            // A generic region may tell by its end how long it is; what comes behind is not judged.
            if (segment.Length == UnknownLength) return page;
            if (page is null || segment.Length > data.Length) return null;
            data = data[(int)segment.Length..];
            next = segment.Number + 1L;
        }
        return page;
    }

    /// <param name="Number">The segment's number.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="Page">The page that it is associated with.</param>
    /// <param name="Length">Bytes of its data.</param>
    /// <param name="Bytes">Bytes of the header itself.</param>
    private readonly record struct SegmentHeader(uint Number, int Type, uint Page, uint Length, int Bytes)
    {
        private const int LongCount = 7;

        public static SegmentHeader? Read(ReadOnlySpan<byte> data)
        {
            if (data.Length < 9) return null;
            var (number, flags, references) = (BinaryPrimitives.ReadUInt32BigEndian(data), data[4], (long)data[5] >> 5);
            var place = 6L;
            if (references == LongCount)
            {
                references = BinaryPrimitives.ReadUInt32BigEndian(data[5..]) & 0x1FFFFFFF;
                place = 9 + (references + 8) / 8;
            }
            place += references * (number <= 256 ? 1 : number <= 65536 ? 2 : 4);
            var pageBytes = (flags & 0x40) == 0 ? 1 : 4;
            if (data.Length < place + pageBytes + 4) return null;
            var page = data[(int)place..];
            var length = BinaryPrimitives.ReadUInt32BigEndian(page[pageBytes..]);
            return new(number, flags & 0x3F, pageBytes == 1 ? page[0] : BinaryPrimitives.ReadUInt32BigEndian(page), length, (int)place + pageBytes + 4);
        }
    }
}
