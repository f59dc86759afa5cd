using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Archive.Imaging.Formats;
using Archive.Imaging.Interop;

namespace Archive.Imaging.Decoding;

/// <summary>Reads a bitonal, grey or 16-bit CMYK page row by row. A row that cannot be read stays white, and reading goes on with the next.</summary>
internal sealed unsafe class TiffRows
{
    private readonly TiffPage _page;
    private readonly TiffSamples _samples;
    private readonly byte[] _packed;
    private readonly Pix _image;

    private TiffRows(TiffPage page, ImageHeader header)
    {
        _page = page;
        _samples = new(header);
        _packed = new byte[Math.Max(_samples.PackedBytes, (int)LibTiffNative.TIFFScanlineSize(page.Handle))];
        _image = Pix.Create(header.Width, header.Height, _samples.Depth);
    }

    /// <exception cref="ImagingException">Not one row could be read.</exception>
    public static Pix Read(TiffPage page, ImageHeader header)
    {
        var rows = new TiffRows(page, header);
        try
        {
            if (rows.ReadAll() == 0) throw new ImagingException($"the TIFF page cannot be decoded ({page.FirstError})");
            return rows._image;
        }
        catch
        {
            rows._image.Dispose();
            throw;
        }
    }

    private int ReadAll()
    {
        var read = 0;
        for (var y = 0; y < _image.Height; y++)
        {
            var row = _image.RowWords(y);
            if (ReadRow(y))
            {
                _samples.Convert(_packed, MemoryMarshal.AsBytes(row));
                BinaryPrimitives.ReverseEndianness(row, row);
                read++;
            }
            else if (_image.Depth > 1) row.Fill(uint.MaxValue);
        }

        return read;
    }

    private bool ReadRow(int y)
    {
        fixed (byte* start = _packed) return LibTiffNative.TIFFReadScanline(_page.Handle, start, (uint)y, 0) > 0;
    }
}
