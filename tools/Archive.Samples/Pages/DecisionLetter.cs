using Archive.Samples.Fonts;
using Archive.Samples.Layout;
using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Pages;

/// <summary>A decision or notice on the office's letterhead: reasons, numbered points, signature and stamp.</summary>
public static class DecisionLetter
{
    private const double Left = 28, Bottom = 262;

    public static PageDraft Compose(Dossier dossier, Language language, Rng rng)
    {
        var draft = new PageDraft(PageKind.Letter, Office.A4Width, Office.A4Height, rng);
        draft.Languages.Add(language);
        var family = rng.Pick<FontFamily>([FontFamily.LiberationSerif, FontFamily.LiberationSerif, FontFamily.LiberationSans, FontFamily.DejaVuSerif, FontFamily.DejaVuSansCondensed]);
        var style = new TextStyle(new(family), PointsFor(family, rng));
        var body = new LetterBody(draft.Canvas, style, rng.Chance(0.6) ? Alignment.Justified : Alignment.Ragged, rng.Chance(0.5) ? 10 : 0);
        var writer = new Writer(dossier, language, rng.Fork("words"));
        var y = Office.Letterhead(draft.Canvas, language, family);
        y = Head(draft, dossier, writer, style, y, rng);

        var (law, points, closing) = (writer.Some("letter", "law", rng.Int(1, 2)), Punctuate(writer.Some("letter", "points", rng.Int(3, 5))), writer.Some("letter", "closing", rng.Int(1, 2)));
        var resolved = language.Choose("Pārvalde nolemj:", "Управление решает:", "The Office has decided:");
        var rest = body.Height([.. law, resolved, .. closing]) + body.Height(points, numbered: true) + 16;
        y = body.Print([writer.One("letter", "intro")], y);
        foreach (var fact in Paragraph(writer.Some("letter", "facts", 16), rng))
        {
            if (y + body.Height([fact]) + rest > Bottom) continue;
            y = body.Print([fact], y);
        }
        y = body.Print([string.Join(' ', law), resolved], y);
        y = body.PrintNumbered(points, y);
        y = body.Print(closing, y);
        Sign(draft, dossier, language, style, Math.Min(y + 9, Bottom + 6), rng);
        return draft;
    }

    private static List<string> Punctuate(List<string> points) => points.Select((point, i) => point.TrimEnd('.') + (i < points.Count - 1 ? ";" : ".")).ToList();

    /// <summary>One to three sentences make a paragraph.</summary>
    private static IEnumerable<string> Paragraph(List<string> sentences, Rng rng)
    {
        for (var at = 0; at < sentences.Count;)
        {
            var count = Math.Min(rng.Int(1, 3), sentences.Count - at);
            yield return string.Join(' ', sentences.GetRange(at, count));
            at += count;
        }
    }

    private static double PointsFor(FontFamily family, Rng rng) =>
        family is FontFamily.DejaVuSerif or FontFamily.DejaVuSansCondensed ? rng.Pick([9.0, 9.5, 10]) : rng.Pick([10.5, 11, 11.5, 12]);

    private static double Head(PageDraft draft, Dossier dossier, Writer writer, TextStyle style, double y, Rng rng)
    {
        var (canvas, language) = (draft.Canvas, writer.Language);
        var right = canvas.Width - 18;
        var day = dossier.Day(rng);
        var place = language.Choose("Rīgā, ", "Рига, ", "Riga, ") + Dates.Short(day, language);
        var reference = $"{language.Choose("Nr.", "№", "No.")} {rng.Int(10, 29)}/{rng.Int(1, 9)}-{rng.Int(1000, 9999)}";
        canvas.Draw(place, Left, y, style);
        canvas.Draw(reference, right - style.Measure(reference), y, style);
        canvas.Record($"{place} {reference}");
        draft.Fields["date"] = Dates.Short(day, language);
        draft.Fields["reference"] = reference;
        draft.Fields["case"] = dossier.Case.ToString();
        draft.Fields["name"] = dossier.Person.FullName(language);

        y += 9;
        foreach (var line in new[] { dossier.Person.FullName(language), dossier.Address(language) })
        {
            canvas.PrintRight(line, right, y, style);
            y += style.Size * 1.3;
        }
        y += 5;
        foreach (var line in Paragraphs.Break(writer.One("letter", "title"), style.Bold.At(style.Points + 1), right - Left))
        {
            canvas.PrintCentred(line, (Left + right) / 2, y, style.Bold.At(style.Points + 1));
            y += style.Size * 1.45;
        }
        return y + 3;
    }

    private static void Sign(PageDraft draft, Dossier dossier, Language language, TextStyle style, double y, Rng rng)
    {
        var canvas = draft.Canvas;
        var post = dossier.OfficialFemale
            ? language.Choose("Nodaļas vadītāja", "Начальник отдела", "Head of Division")
            : language.Choose("Nodaļas vadītājs", "Начальник отдела", "Head of Division");
        canvas.Draw(post, Left, y, style);
        canvas.Draw(dossier.Official, 145, y, style);
        canvas.Record($"{post} {dossier.Official}");
        PenArt.Signature(canvas, rng.Between(92, 104), y, rng.Between(26, 36), rng.Chance(0.8) ? Office.PenBlue : "#222226", rng);
        if (rng.Chance(0.75)) Office.Stamp(draft, rng.Between(75, 125), y + rng.Between(-14, 2), language, rng);
        var small = style.At(8);
        var made = $"{language.Choose("Sagatavoja", "Исполнитель", "Prepared by")}: {rng.Pick(new[] { "A. Liepiņa", "K. Žagars", "E. Šteins", "I. Ģēģere" })}, {dossier.Phone}";
        canvas.Print(made, Left, 284, small);
    }
}
