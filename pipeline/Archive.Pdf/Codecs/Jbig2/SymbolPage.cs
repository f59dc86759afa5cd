using Archive.Domain;

namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>A page taken apart: marks that symbols place, and what remains of the image without them.</summary>
internal sealed record SymbolPage(IReadOnlyList<Symbol> Symbols, BitonalImage Rest)
{
    /// <summary>Takes a page apart; null where no marks are alike.</summary>
    public static SymbolPage? Of(BitonalImage image)
    {
        var symbols = MarkClassifier.Classify(MarkFinder.Find(image))
            .Select(Symbol.Of).Select(symbol => symbol.Within(image)).Where(symbol => symbol.Instances.Count > 0)
            .OrderBy(symbol => symbol.Bitmap.Height).ThenBy(symbol => symbol.Bitmap.Width).ToList();
        return symbols.Count > 0 ? new(symbols, RestOf(image, symbols)) : null;
    }

    public void Write(SegmentWriter segments)
    {
        GenericRegionSegment.Write(segments, Rest);
        TextRegionSegment.Write(segments, Rest, Symbols, SymbolDictionarySegment.Write(segments, Symbols));
    }

    private static BitonalImage RestOf(BitonalImage image, IReadOnlyList<Symbol> symbols)
    {
        var rest = new BitonalImage(image.Width, image.Height, (byte[])image.Rows.Clone());
        foreach (var instance in symbols.SelectMany(symbol => symbol.Instances)) Erase(rest, instance.Mark);
        return rest;
    }

    private static void Erase(BitonalImage image, Mark mark)
    {
        var firstColumn = mark.Left / 8;
        for (var y = 0; y < mark.Shape.Height; y++)
        {
            var row = image.Rows.AsSpan((mark.Top + y) * image.Stride, image.Stride);
            for (var column = firstColumn; 8 * column < mark.Left + mark.Shape.Width; column++)
                row[column] &= (byte)~(mark.Shape.Window(8 * column - mark.Left, y) >> 56);
        }
    }
}
