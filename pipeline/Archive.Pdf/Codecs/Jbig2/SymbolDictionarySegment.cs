namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>A symbol dictionary segment (ITU-T T.88, 6.5 and 7.4.2): arithmetic coding, no refinement, every symbol exported.</summary>
internal static class SymbolDictionarySegment
{
    /// <summary>Some hundred letters are little to learn from.</summary>
    private static readonly GenericTemplate Template = GenericTemplate.Small;

    /// <summary>Writes the symbols, which must stand in order of height, and gives back the segment's number.</summary>
    public static byte Write(SegmentWriter segments, IReadOnlyList<Symbol> symbols)
    {
        var encoder = new MqEncoder(32 * symbols.Count);
        EncodeSymbols(encoder, symbols);
        EncodeExports(encoder, symbols.Count);
        var header = new SegmentData().Short(Template.Number << 10).Bytes(Template.AdaptivePixels).Number(symbols.Count).Number(symbols.Count);
        return segments.Write(SegmentType.SymbolDictionary, header.ToArray(), encoder.Finish());
    }

    /// <summary>Height class by height class (6.5.5).</summary>
    private static void EncodeSymbols(MqEncoder encoder, IReadOnlyList<Symbol> symbols)
    {
        var (heights, widths, bitmaps) = (new IntegerCoder(encoder), new IntegerCoder(encoder), new GenericRegionCoder(encoder, Template));
        var height = 0;
        for (var next = 0; next < symbols.Count;)
        {
            heights.Encode(symbols[next].Bitmap.Height - height);
            height = symbols[next].Bitmap.Height;
            for (var width = 0; next < symbols.Count && symbols[next].Bitmap.Height == height; next++)
            {
                var bitmap = symbols[next].Bitmap;
                widths.Encode(bitmap.Width - width);
                bitmaps.Encode(bitmap.ToImage(), typicalPrediction: false);
                width = bitmap.Width;
            }
            widths.EncodeOutOfBand();
        }
    }

    /// <summary>No symbol is kept, all are exported (6.5.10).</summary>
    private static void EncodeExports(MqEncoder encoder, int symbols)
    {
        var runs = new IntegerCoder(encoder);
        runs.Encode(0);
        runs.Encode(symbols);
    }
}
