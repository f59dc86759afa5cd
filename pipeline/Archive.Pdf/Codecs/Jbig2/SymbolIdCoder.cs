namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>The symbol ID encoding procedure IAID (ITU-T T.88, Annex A.3): fixed length, each bit in the context of those before it. Not thread-safe.</summary>
internal sealed class SymbolIdCoder
{
    private readonly MqEncoder _encoder;
    private readonly int _length;
    private readonly byte[] _contexts;

    /// <param name="encoder">Takes the decisions.</param>
    /// <param name="symbols">How many symbols there are to tell apart; one needs no bit.</param>
    public SymbolIdCoder(MqEncoder encoder, int symbols)
    {
        _encoder = encoder;
        while (1L << _length < symbols) _length++;
        _contexts = new byte[1 << _length];
    }

    public void Encode(int id)
    {
        var node = 1;
        for (var bit = _length - 1; bit >= 0; bit--)
        {
            var decision = id >> bit & 1;
            _encoder.Encode(ref _contexts[node], decision);
            node = node << 1 | decision;
        }
    }
}
