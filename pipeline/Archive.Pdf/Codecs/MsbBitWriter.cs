using System.Buffers;
using System.Buffers.Binary;

namespace Archive.Pdf.Codecs;

/// <summary>Writes codes bit after bit, most significant bit of each byte first. Not thread-safe.</summary>
internal sealed class MsbBitWriter(int expectedBytes)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(Math.Max(256, expectedBytes));
    private ulong _pending;
    private int _pendingBits;

    /// <summary>Appends a code of at most 32 bits.</summary>
    public void Write(CcittCode code)
    {
        _pending = (_pending << code.Length) | code.Bits;
        _pendingBits += code.Length;
        if (_pendingBits >= 32) FlushWord();
    }

    /// <summary>The bytes so far, the last one filled up with zero bits. Ends the writing.</summary>
    public byte[] Finish()
    {
        while (_pendingBits >= 8)
        {
            _pendingBits -= 8;
            Append((byte)(_pending >> _pendingBits));
        }
        if (_pendingBits > 0) Append((byte)(_pending << (8 - _pendingBits)));
        _pendingBits = 0;
        return _bytes.WrittenSpan.ToArray();
    }

    private void FlushWord()
    {
        _pendingBits -= 32;
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.GetSpan(4), (uint)(_pending >> _pendingBits));
        _bytes.Advance(4);
    }

    private void Append(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
