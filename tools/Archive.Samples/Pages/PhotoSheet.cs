using Archive.Samples.Fonts;
using Archive.Samples.Layout;
using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Pages;

/// <summary>A sheet with photographs of the applicant and the family, a caption under each.</summary>
public static class PhotoSheet
{
    public static PageDraft Compose(Dossier dossier, Language language, Rng rng)
    {
        var draft = new PageDraft(PageKind.Photos, Office.A4Width, Office.A4Height, rng);
        draft.Languages.Add(language);
        var canvas = draft.Canvas;
        var style = new TextStyle(new(FontFamily.LiberationSans), 10.5);
        canvas.PrintCentred(language.Choose("FOTOGRĀFIJAS", "ФОТОГРАФИИ", "PHOTOGRAPHS"), 108, 26, style.Bold.At(13));
        canvas.PrintCentred($"{language.Choose("Pielikums lietai Nr.", "Приложение к делу №", "Annex to case No.")} {dossier.Case}", 108, 34, style);
        draft.Fields["case"] = dossier.Case.ToString();

        var people = dossier.Relatives.Prepend(dossier.Person).Take(4).ToList();
        const int Columns = 2;
        for (var first = 0; first < people.Count; first += Columns)
        {
            var top = 46 + first / Columns * 88.0;
            var row = people.Skip(first).Take(Columns).ToList();
            for (var i = 0; i < row.Count; i++) PortraitArt.Draw(canvas, 38 + i * 82, top, 50, row[i].Female, $"{first + i}", rng.Fork($"face-{first + i}"));
            // Captions of a row stand on the same lines and are read across.
            string[] captions = [.. row.Select((person, i) => $"{first + i + 1}. {person.FullName(language)}")];
            string[] births = [.. row.Select(person => $"{language.Choose("dzim.", "род.", "born")} {Dates.Short(person.Birth, language)}")];
            Across(canvas, captions, top + 70, style);
            Across(canvas, births, top + 75, style.At(9));
            for (var i = 0; i < row.Count; i++) draft.Fields[$"photo{first + i + 1}"] = row[i].FullName(language);
        }
        if (rng.Chance(0.6)) Office.Stamp(draft, rng.Between(84, 92), rng.Between(100, 112), language, rng);
        return draft;
    }

    private static void Across(PageCanvas canvas, string[] texts, double y, TextStyle style)
    {
        for (var i = 0; i < texts.Length; i++) canvas.Draw(texts[i], 38 + i * 82, y, style);
        canvas.Record(string.Join(' ', texts));
    }
}
