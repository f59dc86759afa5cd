using System.Runtime.InteropServices;
using Archive.Imaging.Formats;

namespace Archive.Imaging.Decoding;

/// <summary>Turns a row of samples as TIFF packs them (TIFF 6.0 sections 3 to 6 and 16) into octets of an image row: ink bits, grey, or RGB with a pad.</summary>
internal sealed class TiffSamples(ImageHeader header)
{
    private const int WhiteIsZero = 0;
    private const int SignedSamples = 2;

    private readonly int _bits = header.BitsPerSample;
    private readonly bool _whiteIsZero = header.Tiff!.Photometric == WhiteIsZero;
    private readonly bool _signed = header.Tiff!.SampleFormat == SignedSamples;
    private readonly byte[] _octets = new byte[header.Width * header.Samples];

    /// <summary>Depth of the image made: 1, 8 or 32 bits.</summary>
    public int Depth => header.Samples > 1 ? 32 : _bits == 1 ? 1 : 8;

    /// <summary>Bytes of one packed row.</summary>
    public int PackedBytes => (int)(((long)header.Width * header.Samples * _bits + 7) / 8);

    public void Convert(ReadOnlySpan<byte> packed, Span<byte> row)
    {
        if (_bits == 1)
        {
            ConvertBits(packed, row);
            return;
        }

        for (var index = 0; index < _octets.Length; index++) _octets[index] = Octet(packed, index);
        if (Depth == 32) SeparatedToRgb(row);
        else _octets.CopyTo(row);
    }

    // In an image row 1 is ink; bits beyond the width must be 0.
    private void ConvertBits(ReadOnlySpan<byte> packed, Span<byte> row)
    {
        var count = PackedBytes;
        for (var index = 0; index < count; index++) row[index] = _whiteIsZero ? packed[index] : (byte)~packed[index];
        if (header.Width % 8 is var used and > 0) row[count - 1] &= (byte)(0xFF << 8 - used);
    }

    private byte Octet(ReadOnlySpan<byte> packed, int index)
    {
        var value = _bits switch
        {
            8 => packed[index],
            16 => MemoryMarshal.Cast<byte, ushort>(packed)[index],
            _ => Packed(packed, (long)index * _bits),
        };
        if (_signed) value ^= 1 << _bits - 1;
        var octet = _bits < 8 ? value * 255 / ((1 << _bits) - 1) : value >> _bits - 8;
        return (byte)(_whiteIsZero ? 255 - octet : octet);
    }

    private int Packed(ReadOnlySpan<byte> packed, long bit)
    {
        var value = 0;
        for (var taken = 0; taken < _bits; taken++, bit++) value = value << 1 | packed[(int)(bit >> 3)] >> 7 - (int)(bit & 7) & 1;
        return value;
    }

    private void SeparatedToRgb(Span<byte> row)
    {
        for (var x = 0; x < header.Width; x++)
        {
            var ink = _octets.AsSpan(x * header.Samples, 4);
            var light = 255 - ink[3];
            for (var colour = 0; colour < 3; colour++) row[x * 4 + colour] = (byte)((255 - ink[colour]) * light / 255);
            row[x * 4 + 3] = 0;
        }
    }
}
