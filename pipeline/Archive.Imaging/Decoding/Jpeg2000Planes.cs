using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Archive.Imaging.Interop;

namespace Archive.Imaging.Decoding;

/// <summary>Joins the component planes that OpenJPEG hands out, of any precision and subsampling, into a picture of 8 bits to the sample.</summary>
internal static unsafe class Jpeg2000Planes
{
    private const int ColourSpaceYcc = 3;
    private const int ColourSpaceEycc = 4;
    private const int ColourSpaceCmyk = 5;

    public static int WidthOf(OpenJpegImageHandle image) => (int)(image.Image->X1 - image.Image->X0);

    public static int HeightOf(OpenJpegImageHandle image) => (int)(image.Image->Y1 - image.Image->Y0);

    /// <summary>Whether every plane was decoded and has a size that fits the image.</summary>
    public static bool HaveData(OpenJpegImageHandle image)
    {
        for (var index = 0; index < image.Image->ComponentCount; index++)
        {
            ref var plane = ref image.Image->Components[index];
            if (plane.Data is null || plane.Width == 0 || plane.Height == 0 || plane.StepX == 0 || plane.StepY == 0 || plane.Precision is 0 or > 31) return false;
        }

        return image.Image->ComponentCount > 0;
    }

    public static Pix ToPix(OpenJpegImageHandle image)
    {
        var (width, height, count) = (WidthOf(image), HeightOf(image), (int)image.Image->ComponentCount);
        var joiner = new RowJoiner(image.Image, width);
        var made = Pix.Create(width, height, count >= 3 ? 32 : 8);
        for (var y = 0; y < height; y++)
        {
            var row = made.RowWords(y);
            joiner.Join(y, MemoryMarshal.AsBytes(row));
            BinaryPrimitives.ReverseEndianness(row, row);
        }

        return made;
    }

    /// <summary>Makes one row at a time: samples to octets, colour space to RGB, alpha over white.</summary>
    private sealed class RowJoiner(OpenJpegImage* image, int width)
    {
        private readonly int _count = (int)image->ComponentCount;
        private readonly bool _isCmyk = image->ColourSpace == ColourSpaceCmyk && image->ComponentCount >= 4;
        private readonly bool _isYcc = image->ColourSpace is ColourSpaceYcc or ColourSpaceEycc || image->ComponentCount == 3 && image->Components[1].StepX > 1;
        private readonly byte[][] _planes = Enumerable.Range(0, (int)image->ComponentCount).Select(_ => new byte[width]).ToArray();

        public void Join(int y, Span<byte> row)
        {
            for (var index = 0; index < _count; index++) Scale(ref image->Components[index], y, _planes[index]);
            if (_count >= 3) JoinColour(row);
            else _planes[0].CopyTo(row);
            var alpha = _isCmyk ? 4 : _count >= 3 ? 3 : 1;
            if (_count > alpha) ComposeOverWhite(row, _planes[alpha], _count >= 3 ? 4 : 1);
        }

        private static void Scale(ref OpenJpegComponent plane, int y, byte[] octets)
        {
            var (bits, offset) = ((int)plane.Precision, plane.Signed != 0 ? 1L << (int)plane.Precision - 1 : 0);
            var source = plane.Data + (long)Math.Min(y / (int)plane.StepY, (int)plane.Height - 1) * plane.Width;
            for (var x = 0; x < octets.Length; x++)
            {
                var value = Math.Clamp(source[Math.Min(x / (int)plane.StepX, (int)plane.Width - 1)] + offset, 0, (1L << bits) - 1);
                octets[x] = (byte)(bits > 8 ? value >> bits - 8 : value * 255 / ((1L << bits) - 1));
            }
        }

        private void JoinColour(Span<byte> row)
        {
            for (var x = 0; x < width; x++)
            {
                var (first, second, third) = (_planes[0][x], _planes[1][x], _planes[2][x]);
                var (red, green, blue) = _isCmyk ? FromInk(first, second, third, _planes[3][x])
                    : _isYcc ? FromYcc(first, second - 128, third - 128)
                    : (first, second, third);
                (row[x * 4], row[x * 4 + 1], row[x * 4 + 2], row[x * 4 + 3]) = (red, green, blue, 0);
            }
        }

        // ITU-R BT.601, full range, as sYCC and JPEG have it.
        private static (byte, byte, byte) FromYcc(int y, int cb, int cr) =>
            (Clamp(y + 1.402 * cr), Clamp(y - 0.344136 * cb - 0.714136 * cr), Clamp(y + 1.772 * cb));

        private static (byte, byte, byte) FromInk(int cyan, int magenta, int yellow, int black) =>
            ((byte)((255 - cyan) * (255 - black) / 255), (byte)((255 - magenta) * (255 - black) / 255), (byte)((255 - yellow) * (255 - black) / 255));

        private static byte Clamp(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

        private static void ComposeOverWhite(Span<byte> row, byte[] alpha, int step)
        {
            for (var x = 0; x < alpha.Length; x++)
                for (var channel = 0; channel < Math.Min(3, step); channel++)
                    row[x * step + channel] = (byte)(255 - (255 - row[x * step + channel]) * alpha[x] / 255);
        }
    }
}
