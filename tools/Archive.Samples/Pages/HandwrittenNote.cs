using Archive.Samples.Fonts;
using Archive.Samples.Layout;
using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Pages;

/// <summary>A note that looks written by hand on ruled paper: slanted letters bent along uneven lines, in ball-point ink.</summary>
public static class HandwrittenNote
{
    private const double Ruling = 8;

    public static PageDraft Compose(Dossier dossier, Language language, Rng rng)
    {
        var draft = new PageDraft(PageKind.Note, Office.A5Width, Office.A5Height, rng) { Handwritten = true };
        draft.Languages.Add(language);
        var canvas = draft.Canvas;
        for (var y = 22.0; y < Office.A5Height - 8; y += Ruling) canvas.Line(0, y, Office.A5Width, y, 0.12, "#b7c6dc");
        canvas.Line(18, 0, 18, Office.A5Height, 0.15, "#dba7a7");
        var style = Hand(rng.Fork("hand"), rng.Pick([Office.PenBlue, "#20306e", "#26262c"]), rng.Between(13, 15));
        var writer = new Writer(dossier, language, rng.Fork("words"));
        var baseline = 22 - 1.4 + Ruling;
        canvas.Print(writer.One("note", "salutation"), 22, baseline, style);
        baseline += Ruling;
        var text = string.Join(' ', writer.Some("note", "sentences", rng.Int(4, 7)));
        baseline = Paragraphs.Print(canvas, text, 22, baseline, 116, style, Ruling) + Ruling;
        var day = Dates.Short(dossier.Day(rng), language);
        var name = dossier.Person.FullName(language);
        canvas.Draw(day, 22, baseline, style);
        canvas.Draw(name, 78, baseline, style);
        canvas.Record($"{day} {name}");
        PenArt.Signature(canvas, 84, baseline + 11, 30, style.Ink, rng);
        draft.Fields["date"] = day;
        draft.Fields["name"] = name;
        return draft;
    }

    /// <summary>A hand: its slant, the swing of its lines and the tremble of its strokes.</summary>
    public static TextStyle Hand(Rng rng, string ink, double points)
    {
        var (slant, swing, tremble) = (rng.Between(0.08, 0.28), rng.Between(0.3, 0.7), rng.Between(0.1, 0.2));
        var (a, b, c) = (rng.Between(0, 6), rng.Between(0, 6), rng.Between(0, 6));
        var family = rng.Chance(0.6) ? FontFamily.LiberationSerif : FontFamily.DejaVuSerif;
        return new(new(family, Italic: true), family == FontFamily.DejaVuSerif ? points * 0.88 : points, ink)
        {
            Tracking = -0.08,
            Wear = 0.5,
            Warp = (x, y) =>
            {
                var row = Math.Floor(y / Ruling) * Ruling;
                var lift = swing * Math.Sin(x / 23 + a + row) + 0.35 * swing * Math.Sin(x / 6.1 + b + 2 * row);
                var shake = tremble * Math.Sin(x / 1.3 + y / 0.9 + c);
                return (x + slant * (row + Ruling - 1.4 - y) + shake, y + lift + tremble * Math.Sin(x / 0.95 + b) * 0.7);
            },
        };
    }
}
