namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>One of the arithmetic integer encoding procedures (ITU-T T.88, Annex A.2) with the contexts it learns in. Not thread-safe.</summary>
internal sealed class IntegerCoder(MqEncoder encoder)
{
    /// <summary>The ranges of table A.1: the first value, and how many bits tell where in the range a value stands.</summary>
    private static readonly (int First, int Bits)[] Ranges = [(0, 2), (4, 4), (20, 6), (84, 8), (340, 12), (4436, 32)];

    private readonly byte[] _contexts = new byte[1 << 9];
    private int _previous;

    public void Encode(int value)
    {
        _previous = 1;
        EncodeBit(value < 0 ? 1 : 0);
        EncodeMagnitude(Math.Abs(value));
    }

    /// <summary>Codes OOB, the sign of an end: zero with a minus.</summary>
    public void EncodeOutOfBand()
    {
        _previous = 1;
        EncodeBit(1);
        EncodeMagnitude(0);
    }

    private void EncodeMagnitude(int magnitude)
    {
        var range = Array.FindLastIndex(Ranges, candidate => magnitude >= candidate.First);
        for (var step = 0; step < range; step++) EncodeBit(1);
        if (range < Ranges.Length - 1) EncodeBit(0);
        var place = magnitude - Ranges[range].First;
        for (var bit = Ranges[range].Bits - 1; bit >= 0; bit--) EncodeBit(bit < 31 ? place >> bit & 1 : 0);
    }

    /// <summary>The context is made of the bits before in the same value, the latest eight at least (A.3).</summary>
    private void EncodeBit(int bit)
    {
        encoder.Encode(ref _contexts[_previous], bit);
        var next = _previous << 1 | bit;
        _previous = _previous < 256 ? next : next & 511 | 256;
    }
}
