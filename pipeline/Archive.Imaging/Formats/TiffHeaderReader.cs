namespace Archive.Imaging.Formats;

/// <summary>
/// Walks the pages of a TIFF or BigTIFF. Each directory in the chain is a page, save thumbnails and masks of another page;
/// where the chain breaks or runs in a circle, one faulty page stands for what is lost, so that nothing disappears unseen.
/// </summary>
internal static class TiffHeaderReader
{
    private const int MaxBlocksChecked = 1 << 18;
    private const int ReducedOrMask = 0b101;

    public static IReadOnlyList<ImageHeader> Read(ByteSource source)
    {
        var structure = TiffStructure.Open(source);
        if (structure.FirstDirectory == 0) throw new ImageFormatException("it holds no page");
        var pages = new List<(ImageHeader Header, bool Subordinate)>();
        var seen = new HashSet<long>();
        var offset = structure.FirstDirectory;
        while (offset != 0 && pages.Count <= ImageLimits.MaxPages)
        {
            if (!seen.Add(offset))
            {
                pages.Add((ImageHeader.Unreadable($"the list of pages runs in a circle after page {pages.Count}; any page behind it is lost"), false));
                break;
            }

            offset = ReadPage(source, structure, offset, pages);
        }

        if (pages.Count > ImageLimits.MaxPages) throw new ImageFormatException($"it has more than {ImageLimits.MaxPages:N0} pages");
        return WithoutThumbnails(pages);
    }

    private static long ReadPage(ByteSource source, TiffStructure structure, long offset, List<(ImageHeader, bool)> pages)
    {
        try
        {
            var directory = structure.ReadDirectory(offset);
            pages.Add((HeaderOf(source, directory), ((int)directory.Number(TiffTags.NewSubfileType, 0) & ReducedOrMask) != 0));
            return directory.Next;
        }
        catch (ImageFormatException fault) when (pages.Count > 0)
        {
            pages.Add((ImageHeader.Unreadable($"the TIFF is damaged after page {pages.Count}: {fault.Message}"), false));
            return 0;
        }
    }

    private static ImageHeader HeaderOf(ByteSource source, TiffDirectory directory)
    {
        var (width, height) = ((long)directory.Number(TiffTags.Width, 0), (long)directory.Number(TiffTags.Height, 0));
        if (ImageLimits.RefusalOf(width, height) is { } refusal) return ImageHeader.Unreadable(refusal);
        var samples = (int)directory.Number(TiffTags.SamplesPerPixel, 1);
        var bits = (int)directory.Number(TiffTags.BitsPerSample, 1);
        var layout = LayoutOf(source, directory);
        var (dpiX, dpiY) = TiffTags.ResolutionOf(directory);
        var header = new ImageHeader((int)width, (int)height, bits, samples)
        {
            DpiX = dpiX,
            DpiY = dpiY,
            Orientation = TiffTags.OrientationOf(directory),
            Tiff = layout,
        };
        return header with { Fault = FaultOf(directory, header, layout) };
    }

    private static TiffLayout LayoutOf(ByteSource source, TiffDirectory directory)
    {
        var tiled = directory.Has(TiffTags.TileWidth) && directory.Has(TiffTags.TileOffsets);
        var (offsetTag, countTag) = tiled ? (TiffTags.TileOffsets, TiffTags.TileByteCounts) : (TiffTags.StripOffsets, TiffTags.StripByteCounts);
        var blocks = (int)Math.Min(directory.CountOf(offsetTag), int.MaxValue);
        return new(
            directory.Offset,
            (int)directory.Number(TiffTags.Compression, 1),
            (int)directory.Number(TiffTags.Photometric, directory.Number(TiffTags.SamplesPerPixel, 1) >= 3 ? 2 : 1),
            directory.Number(TiffTags.PlanarConfiguration, 1) is 2,
            tiled,
            (int)directory.Number(TiffTags.SampleFormat, 1),
            (int)Math.Min(directory.CountOf(TiffTags.ExtraSamples), 64),
            blocks,
            MissingBlocks(source, directory.Numbers(offsetTag, MaxBlocksChecked), directory.Numbers(countTag, MaxBlocksChecked), blocks));
    }

    private static int MissingBlocks(ByteSource source, double[] offsets, double[] counts, int blocks)
    {
        var missing = Math.Min(blocks, MaxBlocksChecked) - offsets.Length;
        for (var index = 0; index < offsets.Length; index++)
        {
            var count = index < counts.Length ? counts[index] : 0;
            if (offsets[index] >= source.Length || offsets[index] + count > source.Length) missing++;
        }

        return missing;
    }

    private static string? FaultOf(TiffDirectory directory, ImageHeader header, TiffLayout layout)
    {
        if (header.Samples is < 1 or > 32) return $"the page claims {header.Samples} samples to the pixel";
        if (header.BitsPerSample is < 1 or > 64) return $"the page claims {header.BitsPerSample} bits to the sample";
        if (ImageLimits.RefusalOfBytes(header) is { } refusal) return refusal;
        if (layout.Blocks == 0 && !directory.Has(TiffTags.OldJpegInterchange)) return "the page's directory names no image data";
        if (layout.Blocks > 0 && layout.MissingBlocks == layout.Blocks) return "all of the page's image data lies beyond the end of the file: it is cut short";
        if (!layout.Tiled) return null;
        var (tileWidth, tileHeight) = ((long)directory.Number(TiffTags.TileWidth, 0), (long)directory.Number(TiffTags.TileHeight, 0));
        return ImageLimits.RefusalOf(tileWidth, tileHeight) is null ? null : $"the page claims tiles of {tileWidth:N0} × {tileHeight:N0} pixels";
    }

    private static List<ImageHeader> WithoutThumbnails(List<(ImageHeader Header, bool Subordinate)> pages)
    {
        bool IsThumbnail((ImageHeader Header, bool Subordinate) page) => page.Subordinate && pages.Any(
            other => !other.Subordinate && other.Header.Fault is null && other.Header.Width >= page.Header.Width && other.Header.Height >= page.Header.Height);
        return pages.Where(page => !IsThumbnail(page)).Select(page => page.Header).ToList();
    }
}
