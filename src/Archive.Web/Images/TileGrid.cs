using Archive.Domain;

namespace Archive.Web.Images;

/// <summary>The tiles of a page image as viewers ask for them (IIIF Image API 3.0, section 5.4): squares at the whole size and at each half of it.</summary>
internal static class TileGrid
{
    /// <summary>Side of a tile in pixels, as told to viewers.</summary>
    internal const int TileSize = 512;

    /// <summary>Side of a block of neighbours, in tiles.</summary>
    private const int Block = 2;

    private const int MostReduced = 64;

    /// <summary>How many times smaller than the whole each size is, from 1 until the image fits one tile.</summary>
    internal static IReadOnlyList<int> ScaleFactors(PageImageRecord image)
    {
        var scales = new List<int> { 1 };
        while (Math.Max(image.Width, image.Height) > TileSize * scales[^1]) scales.Add(scales[^1] * 2);
        return scales;
    }

    /// <summary>The other tiles of the same block and scale; none of a picture that is no tile.</summary>
    internal static IReadOnlyList<Rendition> NeighboursOf(PageImageRecord image, Rendition tile)
    {
        if (ScaleOf(image, tile) is not { } scale) return [];
        var span = TileSize * scale;
        var (left, top) = (tile.Region.X / span / Block * Block, tile.Region.Y / span / Block * Block);
        var neighbours = new List<Rendition>();
        for (var row = top; row < top + Block && row * span < image.Height; row++)
        {
            for (var column = left; column < left + Block && column * span < image.Width; column++)
            {
                var neighbour = Tile(image, column * span, row * span, scale) with { Colour = tile.Colour, Format = tile.Format };
                if (neighbour != tile) neighbours.Add(neighbour);
            }
        }

        return neighbours;
    }

    private static int? ScaleOf(PageImageRecord image, Rendition wanted)
    {
        if (wanted is not { Mirrored: false, ClockwiseDegrees: 0 }) return null;
        for (var scale = 1; scale <= MostReduced; scale *= 2)
        {
            if (wanted.Region.X % (TileSize * scale) == 0 && wanted.Region.Y % (TileSize * scale) == 0
                && Tile(image, wanted.Region.X, wanted.Region.Y, scale) with { Colour = wanted.Colour, Format = wanted.Format } == wanted) return scale;
        }

        return null;
    }

    private static Rendition Tile(PageImageRecord image, int x, int y, int scale)
    {
        var region = new PixelRect(x, y, TileSize * scale, TileSize * scale).Intersect(new(0, 0, image.Width, image.Height));
        return new(region, (region.Width + scale - 1) / scale, (region.Height + scale - 1) / scale);
    }
}
