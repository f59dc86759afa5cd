using System.Globalization;
using Archive.Samples.Fonts;
using Archive.Samples.Layout;
using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Pages;

/// <summary>
/// The data page of a passport of Utopia (125 × 88 mm) with its machine-readable zone. The zone stands at the standard's ten characters
/// an inch; its letters are DejaVu Sans Mono, since OCR-B is not among the fonts that every machine has.
/// </summary>
public static class PassportPage
{
    public const double Width = 125, Height = 88;
    private const double Pitch = 25.4 / 10, ZoneLeft = 6.5;

    public static PageDraft Compose(Dossier dossier, Rng rng)
    {
        var draft = new PageDraft(PageKind.Passport, Width, Height, rng);
        draft.Languages.Add(Language.English);
        var (canvas, person) = (draft.Canvas, dossier.Person);
        Background(canvas, rng);
        PortraitArt.Draw(canvas, 6, 17, 34, person.Female, "p", rng);
        var issued = new DateOnly(dossier.Case.Year - rng.Int(1, 6), rng.Int(1, 12), rng.Int(1, 28));
        var expiry = issued.AddYears(10).AddDays(-1);
        var heading = new TextStyle(new(FontFamily.LiberationSans, Bold: true), 11, "#27406b");
        canvas.Draw("UTOPIA", 6, 11, heading);
        canvas.Draw("PASSPORT", 46, 11, heading);
        canvas.Record("UTOPIA PASSPORT");

        Row(draft, 16.5, (46, "Type", "P", "type"), (62, "Code", MachineReadableZone.State, "issuer"), (84, "Passport No.", person.PassportNumber, "number"));
        Row(draft, 25.5, (46, "Surname", person.Family.Latin.ToUpperInvariant(), "familyName"));
        Row(draft, 34.5, (46, "Given names", person.Given.Latin.ToUpperInvariant(), "givenName"));
        Row(draft, 43.5, (46, "Nationality", "UTOPIAN", "nationality"), (84, "Personal No.", person.PersonalCode, "personalCode"));
        Row(draft, 52.5, (46, "Date of birth", Day(person.Birth), "birth"), (72, "Sex", person.Female ? "F" : "M", "sex"), (84, "Place of birth", "ZENITH", "birthPlace"));
        Row(draft, 61.5, (46, "Date of issue", Day(issued), "issued"), (84, "Date of expiry", Day(expiry), "expiry"));
        PenArt.Signature(canvas, 98, 33, 20, "#23283a", rng);
        Zone(draft, MachineReadableZone.Lines(person, expiry));
        return draft;
    }

    /// <summary>Captions in small letters in one line, values under them in the next.</summary>
    private static void Row(PageDraft draft, double y, params (double X, string Caption, string Value, string Field)[] cells)
    {
        var caption = new TextStyle(new(FontFamily.LiberationSans), 6.5, "#3d4f78");
        var value = new TextStyle(new(FontFamily.LiberationSans), 10, "#18181c");
        foreach (var cell in cells) draft.Canvas.Draw(cell.Caption, cell.X, y, caption);
        draft.Canvas.Record(string.Join(' ', cells.Select(cell => cell.Caption)));
        foreach (var cell in cells) draft.Canvas.Draw(cell.Value, cell.X, y + 4.3, value);
        draft.Canvas.Record(string.Join(' ', cells.Select(cell => cell.Value)));
        foreach (var cell in cells) draft.Fields[cell.Field] = cell.Value;
    }

    private static void Zone(PageDraft draft, IReadOnlyList<string> lines)
    {
        var style = new TextStyle(new(FontFamily.DejaVuSansMono), 10.2, "#111114");
        style = style with { Tracking = Pitch - style.Measure("<") };
        for (var i = 0; i < lines.Count; i++) draft.Canvas.Print(lines[i], ZoneLeft, 75.5 + 6.35 * i, style);
        draft.Mrz.AddRange(lines);
    }

    /// <summary>Tinted paper with interlaced fine waves, as security printing has.</summary>
    private static void Background(PageCanvas canvas, Rng rng)
    {
        canvas.Fill(0, 0, Width, Height, "#eef1f4");
        var (phase, tint) = (rng.Between(0, 6), rng.Pick(["#b9cfdf", "#cfc3df", "#c3d9c6", "#e0cdbb"]));
        for (var line = 0; line < 26; line++)
        {
            var path = new System.Text.StringBuilder();
            for (var x = 0.0; x <= Width; x += 2.5)
            {
                var y = line * 2.7 + 2.2 * Math.Sin(x / 9 + phase + line * 0.35) + Math.Sin(x / 3.7 + line);
                path.Append(x == 0 ? 'M' : 'L').Append(PageCanvas.Um(x)).Append(' ').Append(PageCanvas.Um(y));
            }
            canvas.Element($"<path d=\"{path}\" stroke=\"{tint}\" stroke-width=\"130\" fill=\"none\"/>");
        }
        canvas.Fill(0, 68, Width, 20, "#f6f7f8");
    }

    private static string Day(DateOnly date) => date.ToString("dd MMM yyyy", CultureInfo.InvariantCulture).ToUpperInvariant();
}
