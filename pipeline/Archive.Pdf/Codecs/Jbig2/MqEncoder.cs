using System.Numerics;

namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>
/// The arithmetic encoder of ITU-T T.88 (Annex E.2), with the standard's names for its registers: A the interval, C the code,
/// CT the shifts until a byte is full. Contexts are the caller's: a byte each, 0 at first (see <see cref="MqStates"/>).
/// Not thread-safe.
/// </summary>
internal sealed class MqEncoder
{
    private const uint Normal = 0x8000;

    private byte[] _bytes;

    /// <summary>Index of the byte that may still change by a carry; byte 0 stands before the data and is not part of it.</summary>
    private int _last;
    private uint _a = Normal;
    private uint _c;
    private int _ct = 12;

    public MqEncoder(int expectedBytes) => _bytes = new byte[Math.Max(256, expectedBytes)];

    /// <summary>Codes one decision (E.2.2) and lets its context learn.</summary>
    public void Encode(ref byte context, int bit)
    {
        var transition = MqStates.Transitions[context];
        var qe = transition >> 16;
        _a -= qe;
        if (bit == (context & 1))
        {
            if (_a >= Normal)
            {
                _c += qe;
                return;
            }
            if (_a < qe) _a = qe;
            else _c += qe;
            context = (byte)(transition >> 8);
        }
        else
        {
            if (_a < qe) _c += qe;
            else _a = qe;
            context = (byte)transition;
        }
        Renormalize();
    }

    /// <summary>Codes the same decision many times in the same context: those that do not move the context are one step.</summary>
    public void EncodeRun(ref byte context, int bit, int count)
    {
        while (count > 0)
        {
            if (bit == (context & 1))
            {
                var qe = MqStates.Transitions[context] >> 16;
                var still = Math.Min((uint)count, (_a - Normal) / qe);
                _a -= still * qe;
                _c += still * qe;
                count -= (int)still;
                if (count == 0) return;
            }
            Encode(ref context, bit);
            count--;
        }
    }

    /// <summary>The data, closed by the marker FF AC (E.2.9). Ends the encoding.</summary>
    public byte[] Finish()
    {
        SetBits();
        _c <<= _ct;
        ByteOut();
        _c <<= _ct;
        ByteOut();
        if (_bytes[_last] != 0xFF) Append(0xFF);
        Append(0xAC);
        return _bytes[1..(_last + 1)];
    }

    /// <summary>As many bits of the code as can be ones are, so that decoders that read on past the data, where they see ones, decode the same.</summary>
    private void SetBits()
    {
        var above = _c + _a;
        _c |= 0xFFFF;
        if (_c >= above) _c -= Normal;
    }

    /// <summary>RENORME (E.2.6), several shifts at once.</summary>
    private void Renormalize()
    {
        var shift = BitOperations.LeadingZeroCount(_a) - 16;
        _a <<= shift;
        while (shift >= _ct)
        {
            _c <<= _ct;
            shift -= _ct;
            ByteOut();
        }
        _c <<= shift;
        _ct -= shift;
    }

    /// <summary>BYTEOUT (E.2.7): a byte after FF gets seven bits, so that a later carry stops there.</summary>
    private void ByteOut()
    {
        if (_bytes[_last] != 0xFF && _c >= 1 << 27)
        {
            _bytes[_last]++;
            _c &= (1 << 27) - 1;
        }
        var bits = _bytes[_last] == 0xFF ? 7 : 8;
        Append((byte)(_c >> (27 - bits)));
        _c &= (1u << (27 - bits)) - 1;
        _ct = bits;
    }

    private void Append(byte value)
    {
        if (++_last == _bytes.Length) Array.Resize(ref _bytes, 2 * _bytes.Length);
        _bytes[_last] = value;
    }
}
