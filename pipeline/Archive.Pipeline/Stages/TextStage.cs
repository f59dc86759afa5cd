using Archive.Domain;
using Archive.Imaging;
using Archive.Imaging.Analysis;
using Archive.Imaging.Binarize;
using Archive.Imaging.Orient;
using Archive.Imaging.Rules;
using Archive.Recognition;
using Archive.Recognition.Layout;
using Archive.Recognition.Reading;

namespace Archive.Pipeline.Stages;

/// <summary>Reads the text of a prepared page.</summary>
public sealed class TextStage(EngineSet engines, ReadingOptions options, RuleRemovalOptions rules)
{
    /// <summary>Resolution at which ink that was not read is looked for, dots per inch.</summary>
    private const double UnreadSearchDpi = 150;

    /// <summary>Strips read afterwards at the most: a signature or a map of scribble must not cost more than the page.</summary>
    private const int MostUnread = 24;

    private readonly PageReader _reader = new(engines, options);
    private readonly RuleRemover _rules = new(rules);

    public RecognizedText Read(PreparedPage page, CancellationToken cancellation)
    {
        var language = page.Probe is { Language: not "und" } probe ? probe.Language : options.Languages[0];
        var reduction = page.Page.Dpi.ReductionTo(new(options.Dpi));
        var dpi = new Dpi(page.Page.Dpi.Value / reduction);
        var image = AreaReducer.Reduce(page.Normalized, 1 / reduction);
        var readable = _rules.Remove(image, Binarizer.Threshold(image), dpi);
        var lines = _reader.ReadLines(readable, dpi, language, cancellation);
        var strips = FindUnread(readable, dpi, [.. lines.SelectMany(line => line.Words).Select(word => word.Box)]);
        lines = [.. lines, .. _reader.ReadStrips(readable, dpi, language, strips, cancellation)];
        return ReadingOrder.Arrange(
            [.. lines.Select(line => line.ScaledBy(reduction))], page.Normalized.Width, page.Normalized.Height, page.Page.Dpi);
    }

    private static IReadOnlyList<PixelRect> FindUnread(GrayImage readable, Dpi dpi, IReadOnlyList<PixelRect> read)
    {
        using var pix = Pix.FromGray(readable);
        var reduction = Math.Max(1, (int)Math.Round(dpi.Value / UnreadSearchDpi));
        var reduced = Binarizer.Threshold(GrayReducer.Reduce(pix, reduction));
        return UnreadInk.Find(reduced, reduction, new(dpi.Value / reduction), read, MostUnread);
    }

    /// <summary>Main language, mean confidence and number of words.</summary>
    public static PageText Summarize(RecognizedText text)
    {
        var words = text.Words.Count();
        if (words == 0) return new("und", new(0), 0);
        var language = text.Lines.GroupBy(line => line.Language).MaxBy(group => group.Sum(line => line.Words.Count))!.Key;
        return new(language, Confidence.Clamp(text.Words.Average(word => word.Confidence.Value)), words);
    }
}
