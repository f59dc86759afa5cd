using Archive.Domain;

namespace Archive.Pdf.Codecs;

/// <summary>
/// Encodes bitonal images as ITU-T T.6 (Group 4): two-dimensional coding throughout, no end-of-line marks, rows not byte-aligned,
/// closed by the end-of-facsimile-block mark. Lossless; the same image always gives the same bytes.
/// </summary>
public static class CcittG4Encoder
{
    /// <summary>The T.6 data of an image, ready for PDF's CCITTFaxDecode with <c>/K -1</c>.</summary>
    public static byte[] Encode(BitonalImage image)
    {
        var writer = new MsbBitWriter(image.Rows.Length / 12);
        var (current, reference) = (new RowChanges(image.Width), new RowChanges(image.Width));
        reference.SetWhite();
        for (var y = 0; y < image.Height; y++)
        {
            current.Find(image.Rows.AsSpan(y * image.Stride, image.Stride));
            EncodeRow(writer, current.Columns, reference.Columns, image.Width);
            (current, reference) = (reference, current);
        }
        writer.Write(CcittCodes.EndOfLine);
        writer.Write(CcittCodes.EndOfLine);
        return writer.Finish();
    }

    /// <summary>The coding procedure of T.6, 2.2.5, with its names: a0 the reference point, a1 and a2 the next changes, b1 and b2 those above.</summary>
    private static void EncodeRow(MsbBitWriter writer, int[] current, int[] reference, int width)
    {
        // The parity of both indexes is the colour at a0: even where it is white.
        var (a0, a, b) = (-1, 0, 0);
        while (a0 < width)
        {
            while (reference[b] <= a0 && reference[b] < width) b += 2;
            var (a1, b1, b2) = (current[a], reference[b], reference[b + 1]);
            if (b2 < a1)
            {
                writer.Write(CcittCodes.Pass);
                a0 = b2;
            }
            else if (Math.Abs(a1 - b1) <= 3)
            {
                writer.Write(CcittCodes.Vertical[a1 - b1 + 3]);
                a0 = a1;
                a++;
                // The colour turns; the change before b1 may lie right of the new a0, so look from there.
                b += b > 0 ? -1 : 1;
            }
            else
            {
                var a2 = current[a + 1];
                WriteRuns(writer, a1 - Math.Max(a0, 0), a2 - a1, (a & 1) == 0);
                a0 = a2;
                a += 2;
            }
        }
    }

    private static void WriteRuns(MsbBitWriter writer, int first, int second, bool firstIsWhite)
    {
        writer.Write(CcittCodes.Horizontal);
        WriteRun(writer, first, firstIsWhite);
        WriteRun(writer, second, !firstIsWhite);
    }

    private static void WriteRun(MsbBitWriter writer, int length, bool white)
    {
        var (makeUp, terminating) = white
            ? (CcittCodes.WhiteMakeUp, CcittCodes.WhiteTerminating)
            : (CcittCodes.BlackMakeUp, CcittCodes.BlackTerminating);
        for (; length >= 2560 + 64; length -= 2560) writer.Write(makeUp[^1]);
        if (length >= 64) writer.Write(makeUp[length / 64 - 1]);
        writer.Write(terminating[length % 64]);
    }
}
