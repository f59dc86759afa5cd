using System.Buffers.Binary;
using System.Text;

namespace Archive.Pdf;

/// <summary>
/// An ICC display profile of the sRGB colour space (IEC 61966-2-1), made from its definition: three primaries and one tone curve.
/// Version 2.1 of the format (ICC.1:1998-09), which every PDF reader knows and ISO 19005-2, 6.2.3 admits.
/// </summary>
internal static class SrgbProfile
{
    private const int HeaderSize = 128;
    private const int CurvePoints = 1024;

    /// <summary>
    /// White D50 of the profile connection space and the sRGB primaries (xy of ITU-R BT.709, white D65 at 0.3127, 0.3290), adapted to
    /// it by the linear Bradford transform; as s15Fixed16, so that the three columns sum to the white up to the last bit of Z.
    /// </summary>
    private static readonly int[] White = [63190, 65536, 54061], Red = [28576, 14581, 912], Green = [25239, 46983, 6361], Blue = [9375, 3972, 46787];

    /// <summary>The profile's bytes; always the same.</summary>
    public static byte[] Create()
    {
        var curve = Curve();
        (string Signature, byte[] Data)[] tags =
        [
            ("desc", Description("sRGB IEC61966-2.1")),
            ("cprt", Text("No copyright, use freely")),
            ("wtpt", Xyz(White)),
            ("rXYZ", Xyz(Red)),
            ("gXYZ", Xyz(Green)),
            ("bXYZ", Xyz(Blue)),
            ("rTRC", curve),
            ("gTRC", curve),
            ("bTRC", curve),
        ];
        return Assemble(tags);
    }

    private static byte[] Assemble((string Signature, byte[] Data)[] tags)
    {
        var table = new byte[4 + 12 * tags.Length];
        BinaryPrimitives.WriteInt32BigEndian(table, tags.Length);
        var body = new MemoryStream();
        var places = new Dictionary<byte[], int>(ReferenceEqualityComparer.Instance);
        for (var index = 0; index < tags.Length; index++)
        {
            var (signature, data) = tags[index];
            // The three channels share one curve: tags may point to the same data (ICC.1, 6.2).
            if (!places.TryGetValue(data, out var place))
            {
                places[data] = place = HeaderSize + table.Length + (int)body.Length;
                body.Write(data);
                while (body.Length % 4 != 0) body.WriteByte(0);
            }
            WriteTagEntry(table.AsSpan(4 + 12 * index), signature, place, data.Length);
        }
        return [.. Header(HeaderSize + table.Length + (int)body.Length), .. table, .. body.ToArray()];
    }

    private static void WriteTagEntry(Span<byte> entry, string signature, int place, int length)
    {
        Encoding.ASCII.GetBytes(signature, entry);
        BinaryPrimitives.WriteInt32BigEndian(entry[4..], place);
        BinaryPrimitives.WriteInt32BigEndian(entry[8..], length);
    }

    private static byte[] Header(int size)
    {
        var header = new byte[HeaderSize];
        BinaryPrimitives.WriteInt32BigEndian(header, size);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(8), 0x02100000);
        Encoding.ASCII.GetBytes("mntrRGB XYZ ", header.AsSpan(12));
        // A fixed date of creation, 1999-10-18 (of the sRGB standard): the profile must not change from run to run.
        ushort[] date = [1999, 10, 18, 0, 0, 0];
        for (var index = 0; index < date.Length; index++) BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(24 + 2 * index), date[index]);
        Encoding.ASCII.GetBytes("acsp", header.AsSpan(36));
        for (var index = 0; index < 3; index++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(68 + 4 * index), White[index]);
        return header;
    }

    /// <summary>The sRGB transfer function from device value to linear light, 16 bits a point.</summary>
    private static byte[] Curve()
    {
        var data = new byte[12 + 2 * CurvePoints];
        Encoding.ASCII.GetBytes("curv", data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), CurvePoints);
        for (var index = 0; index < CurvePoints; index++)
        {
            var value = index / (CurvePoints - 1.0);
            var linear = value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
            BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(12 + 2 * index), (ushort)Math.Round(linear * 65535));
        }
        return data;
    }

    private static byte[] Xyz(int[] values)
    {
        var data = new byte[20];
        Encoding.ASCII.GetBytes("XYZ ", data);
        for (var index = 0; index < 3; index++) BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8 + 4 * index), values[index]);
        return data;
    }

    private static byte[] Text(string text) => [.. "text\0\0\0\0"u8, .. Encoding.ASCII.GetBytes(text), 0];

    /// <summary>A textDescriptionType with an ASCII part only; the Unicode and Macintosh parts are empty but present.</summary>
    private static byte[] Description(string text)
    {
        var data = new byte[12 + text.Length + 1 + 8 + 3 + 67];
        Encoding.ASCII.GetBytes("desc", data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), text.Length + 1);
        Encoding.ASCII.GetBytes(text, data.AsSpan(12));
        return data;
    }
}
