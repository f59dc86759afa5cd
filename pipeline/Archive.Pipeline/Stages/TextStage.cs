using Archive.Domain;
using Archive.Imaging.Binarize;
using Archive.Imaging.Rules;
using Archive.Recognition;
using Archive.Recognition.Reading;

namespace Archive.Pipeline.Stages;

/// <summary>Reads the text of a prepared page.</summary>
public sealed class TextStage(EngineSet engines, ReadingOptions options, RuleRemovalOptions rules)
{
    private readonly PageReader _reader = new(engines, options);
    private readonly RuleRemover _rules = new(rules);

    public RecognizedText Read(PreparedPage page, CancellationToken cancellation)
    {
        var language = page.Probe is { Language: not "und" } probe ? probe.Language : options.Languages[0];
        var readable = _rules.Remove(page.Normalized, Binarizer.Threshold(page.Normalized), page.Page.Dpi);
        return _reader.Read(readable, page.Page.Dpi, language, cancellation);
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
