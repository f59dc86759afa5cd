using Archive.Domain;

namespace Archive.Recognition.Reading;

/// <summary>
/// Reads the unsure words of a line again in the other languages: names, case numbers and addresses stand in Latin script within Russian lines,
/// and whole lines of another language on any page.
/// </summary>
internal sealed class SecondLook(EngineSet engines, ReadingOptions options)
{
    /// <summary>White kept above and below, as a share of the line's height.</summary>
    private const double Margin = 0.3;

    public EngineLine Take(GrayImage page, Dpi dpi, EngineLine line)
    {
        var words = new List<EngineWord>();
        foreach (var (span, unsure) in Spans(line.Words)) words.AddRange(unsure ? Reread(page, dpi, line, span) : span);
        return Unify(page, dpi, line with { Words = words });
    }

    /// <summary>
    /// A line most of which turned out to be in another language is read whole in that one: the words that seemed sure may be of letters
    /// that look alike in both scripts.
    /// </summary>
    private EngineLine Unify(GrayImage page, Dpi dpi, EngineLine line)
    {
        var main = line.Words.GroupBy(word => word.Language).MaxBy(group => group.Sum(word => word.Text.Length));
        if (main is null || main.Key == line.Language || line.Words.All(word => word.Language == main.Key) || !engines.Languages.Contains(main.Key)) return line;
        var whole = ReadAgain(page, dpi, line, line.Words, main.Key);
        return whole is not null && whole.Confidence >= line.Confidence - options.LanguageMargin && whole.Letters * 3 >= line.Letters * 2 ? whole : line;
    }

    /// <summary>Divides a line into stretches of sure and of unsure words; a single sure word between unsure ones goes with them.</summary>
    private IEnumerable<(List<EngineWord> Words, bool Unsure)> Spans(IReadOnlyList<EngineWord> words)
    {
        var span = new List<EngineWord>();
        var spanUnsure = false;
        for (var i = 0; i < words.Count; i++)
        {
            var unsure = IsUnsure(words[i]) || i > 0 && i + 1 < words.Count && IsUnsure(words[i - 1]) && IsUnsure(words[i + 1]);
            if (span.Count > 0 && unsure != spanUnsure)
            {
                yield return (span, spanUnsure);
                span = [];
            }

            spanUnsure = unsure;
            span.Add(words[i]);
        }

        if (span.Count > 0) yield return (span, spanUnsure);
    }

    /// <summary>Low confidence, or digits and Cyrillic in one word: a number whose Latin letters look Cyrillic.</summary>
    private bool IsUnsure(EngineWord word) =>
        word.Confidence.Value < options.SureWord || word.Language == "rus" && word.Text.Any(char.IsDigit) && word.Text.Any(char.IsLetter);

    private IReadOnlyList<EngineWord> Reread(GrayImage page, Dpi dpi, EngineLine line, List<EngineWord> span)
    {
        var first = new EngineLine(span, line.Language, line.Block);
        if (first.Letters == 0) return span;
        var best = first;
        foreach (var language in engines.Languages.Where(language => language != line.Language))
        {
            var again = ReadAgain(page, dpi, line, span, language);
            if (again is null || again.Letters * 3 < first.Letters * 2 || Homoglyphs.LookAlike(first.Text, again.Text)) continue;
            if (again.Confidence > best.Confidence + (SameScript(best.Language, language) ? options.LanguageMargin : options.ScriptMargin)) best = again;
        }

        return best.Words;
    }

    private static bool SameScript(string one, string other) => (one == "rus") == (other == "rus");

    private EngineLine? ReadAgain(GrayImage page, Dpi dpi, EngineLine line, IReadOnlyList<EngineWord> span, string language)
    {
        var area = Around(line, span, page);
        if (area.IsEmpty) return null;
        var words = engines.For(language).Recognize(PageReader.Cut(page, area), dpi, Segmentation.SingleLine);
        return words.Count == 0 ? null : new EngineLine([.. words.Select(word => word.MovedBy(area.X, area.Y))], language, line.Block);
    }

    private static PixelRect Around(EngineLine line, IReadOnlyList<EngineWord> span, GrayImage page)
    {
        var box = span.Aggregate(default(PixelRect), (all, word) => all.Union(word.Box));
        var margin = (int)(line.Box.Height * Margin) + 2;
        // Half the gap to the neighbours, so that none of their letters is cut in.
        var left = line.Words.Where(word => word.Box.Right <= box.X).Select(word => (word.Box.Right + box.X) / 2).DefaultIfEmpty(box.X - margin).Max();
        var right = line.Words.Where(word => word.Box.X >= box.Right).Select(word => (word.Box.X + box.Right) / 2).DefaultIfEmpty(box.Right + margin).Min();
        return PixelRect
            .FromEdges(Math.Max(left, box.X - margin), line.Box.Y - margin, Math.Min(right, box.Right + margin), line.Box.Bottom + margin)
            .Intersect(new(0, 0, page.Width, page.Height));
    }
}
