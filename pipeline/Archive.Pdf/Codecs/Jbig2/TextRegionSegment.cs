using Archive.Domain;

namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>
/// A text region segment (ITU-T T.88, 6.4 and 7.4.3) that covers the page: places symbols, each either exactly or refined by coding
/// all its pixels with the symbol's in view. Arithmetic coding, strips of one row, bottom left corners, combined by OR.
/// </summary>
internal static class TextRegionSegment
{
    /// <summary>
    /// Refinement, by its template 0. Strips of more rows than one would cost as much for the row within as they save for the strip.
    /// </summary>
    private const int Flags = 1 << 1;

    /// <summary>The nominal places of the two adaptive pixels of refinement template 0: (-1, -1) both.</summary>
    private static readonly byte[] AdaptivePixels = [0xFF, 0xFF, 0xFF, 0xFF];

    public static void Write(SegmentWriter segments, BitonalImage page, IReadOnlyList<Symbol> symbols, byte dictionary)
    {
        var instances = symbols.SelectMany((symbol, id) => symbol.Instances.Select(instance => new Placed(symbol.Bitmap, id, instance))).ToList();
        var encoder = new MqEncoder(16 * instances.Count);
        new Coding(encoder, symbols.Count).Encode(instances);
        var header = new SegmentData().Region(page).Short(Flags).Bytes(AdaptivePixels).Number(instances.Count);
        segments.Write(SegmentType.ImmediateLosslessTextRegion, header.ToArray(), encoder.Finish(), dictionary);
    }

    private readonly record struct Placed(Shape Symbol, int Id, SymbolInstance Instance)
    {
        /// <summary>The row of the bottom left corner.</summary>
        public int T => Instance.Top + Symbol.Height - 1;
    }

    /// <summary>The procedures of a text region, with the standard's names.</summary>
    private sealed class Coding(MqEncoder encoder, int symbols)
    {
        private readonly IntegerCoder _iadt = new(encoder), _iafs = new(encoder), _iads = new(encoder), _iari = new(encoder);
        private readonly IntegerCoder _iardw = new(encoder), _iardh = new(encoder), _iardx = new(encoder), _iardy = new(encoder);
        private readonly SymbolIdCoder _iaid = new(encoder, symbols);
        private readonly RefinementCoder _refinement = new(encoder);

        /// <summary>Strip by strip from the top (6.4.5).</summary>
        public void Encode(List<Placed> instances)
        {
            var (strip, first) = (0, 0);
            _iadt.Encode(0);
            foreach (var row in instances.GroupBy(placed => placed.T).OrderBy(row => row.Key))
            {
                _iadt.Encode(row.Key - strip);
                var fromLeft = row.OrderBy(placed => placed.Instance.Left).ToList();
                _iafs.Encode(fromLeft[0].Instance.Left - first);
                EncodeStrip(fromLeft);
                (strip, first) = (row.Key, fromLeft[0].Instance.Left);
            }
        }

        private void EncodeStrip(List<Placed> fromLeft)
        {
            var end = 0;
            for (var i = 0; i < fromLeft.Count; i++)
            {
                if (i > 0) _iads.Encode(fromLeft[i].Instance.Left - end);
                EncodeInstance(fromLeft[i]);
                end = fromLeft[i].Instance.Left + fromLeft[i].Symbol.Width - 1;
            }
            _iads.EncodeOutOfBand();
        }

        private void EncodeInstance(Placed placed)
        {
            _iaid.Encode(placed.Id);
            _iari.Encode(placed.Instance.IsExact ? 0 : 1);
            if (placed.Instance.IsExact) return;
            // The refined bitmap has the symbol's size and place.
            _iardw.Encode(0);
            _iardh.Encode(0);
            _iardx.Encode(0);
            _iardy.Encode(0);
            _refinement.Encode(placed.Instance.Mark.Shape, placed.Instance.Dx, placed.Instance.Dy, placed.Symbol);
        }
    }
}
