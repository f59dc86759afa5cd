using System.Numerics;
using Archive.Domain;

namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>
/// The generic region coding procedure (ITU-T T.88, 6.2). What is learnt is kept from bitmap to bitmap, as a symbol dictionary wants it
/// (6.5.5). Not thread-safe.
/// </summary>
internal sealed class GenericRegionCoder(MqEncoder encoder, GenericTemplate template)
{
    private readonly byte[] _contexts = new byte[1 << template.Size];
    private readonly int _left = template.Left, _aboveSpan = template.AboveSpan;
    private readonly uint _leftMask = Mask(template.Left), _aboveMask = Mask(template.AboveSpan), _twoAboveMask = Mask(template.TwoAboveSpan);

    /// <param name="image">The bitmap.</param>
    /// <param name="typicalPrediction">TPGDON (6.2.5.7): a row like the one above is coded in one decision.</param>
    public void Encode(BitonalImage image, bool typicalPrediction)
    {
        var (row, above, twoAbove) = (new PixelRow(image.Width), new PixelRow(image.Width), new PixelRow(image.Width));
        var aboveIsTypical = false;
        for (var y = 0; y < image.Height; y++)
        {
            row.Load(image.Rows.AsSpan(y * image.Stride, image.Stride));
            var typical = typicalPrediction && row.SamePixels(above);
            if (typicalPrediction) encoder.Encode(ref _contexts[template.SameRowContext], typical == aboveIsTypical ? 0 : 1);
            if (!typical) EncodeRow(row, above, twoAbove, image.Width);
            aboveIsTypical = typical;
            (row, above, twoAbove) = (twoAbove, row, above);
        }
    }

    private void EncodeRow(PixelRow row, PixelRow above, PixelRow twoAbove, int width)
    {
        for (var index = 0; index < row.WordCount; index++)
        {
            var count = Math.Min(PixelRow.WordBits, width - index * PixelRow.WordBits);
            EncodeWord(row.Window(index, 0), above.Window(index, template.AboveRight), twoAbove.Window(index, template.TwoAbove), count);
        }
    }

    /// <summary>
    /// Codes up to 32 pixels. The three values hold the rows such that, shifted right by the pixel's distance from the word's right end,
    /// their low bits are its context. Pixels with white around, most of a page, are taken together.
    /// </summary>
    private void EncodeWord(ulong current, ulong above, ulong twoAbove, int count)
    {
        var inked = (uint)(Spread(current, _left) | Spread(above, _aboveSpan - 1) | Spread(twoAbove, template.TwoAboveSpan - 1));
        for (var done = 0; done < count;)
        {
            var white = Math.Min(BitOperations.LeadingZeroCount(inked << done), count - done);
            if (white > 0)
            {
                encoder.EncodeRun(ref _contexts[0], 0, white);
                done += white;
                continue;
            }
            var shift = PixelRow.WordBits - 1 - done++;
            var context = ((uint)(twoAbove >> shift) & _twoAboveMask) << _aboveSpan | (uint)(above >> shift) & _aboveMask;
            context = context << _left | (uint)(current >> (shift + 1)) & _leftMask;
            encoder.Encode(ref _contexts[context], (int)(current >> shift & 1));
        }
    }

    /// <summary>Marks every pixel that sees ink in its own or one of the next <paramref name="distance"/> higher bits.</summary>
    private static ulong Spread(ulong pixels, int distance)
    {
        var spread = pixels;
        for (var step = 1; step <= distance; step++) spread |= pixels >> step;
        return spread;
    }

    private static uint Mask(int bits) => (1u << bits) - 1;
}
