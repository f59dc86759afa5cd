using System.Globalization;
using Archive.Samples.Fonts;
using Archive.Samples.Layout;
using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Pages;

/// <summary>The cover of a personal file: case number, name, dates and volume, and the case number once more as a Code 128 barcode.</summary>
public static class CoverPage
{
    public static PageDraft Compose(Dossier dossier, Language language, Rng rng)
    {
        var draft = new PageDraft(PageKind.Cover, Office.A4Width, Office.A4Height, rng);
        draft.Languages.Add(language);
        var canvas = draft.Canvas;
        var style = new TextStyle(new(FontFamily.LiberationSans), 12);
        var number = dossier.Case.ToString();
        canvas.PrintCentred(Office.Name(language), 105, 32, style.Bold.At(14));
        canvas.PrintCentred(language.Choose("PERSONAS LIETA", "ЛИЧНОЕ ДЕЛО", "PERSONAL FILE"), 105, 78, style.Bold.At(30));
        canvas.PrintCentred(number, 105, 98, style.Bold.At(26));
        draft.Fields["case"] = number;
        var y = 122.0;
        foreach (var (field, label, value) in Rows(dossier, language, rng))
        {
            canvas.Draw(label, 40, y, style);
            canvas.Draw(value, 100, y, style.Bold);
            canvas.Line(98, y + 1.6, 178, y + 1.6, 0.2);
            canvas.Record($"{label} {value}");
            draft.Fields[field] = value;
            y += 12;
        }
        const double Module = 0.4;
        var width = Code128.Encode(number).Sum() * Module;
        Code128.Draw(canvas, number, 105 - width / 2, 222, 18, Module);
        canvas.PrintCentred(number, 105, 246, style.At(10));
        draft.Barcodes.Add(new("code128", number));
        canvas.Box(14, 14, 182, 269, 0.5);
        return draft;
    }

    private static (string Field, string Label, string Value)[] Rows(Dossier dossier, Language language, Rng rng)
    {
        var opened = dossier.Day(rng);
        return
        [
            ("name", language.Choose("Vārds, uzvārds", "Имя, фамилия", "Name"), dossier.Person.FullName(language)),
            ("birth", language.Choose("Dzimšanas datums", "Дата рождения", "Date of birth"), Dates.Short(dossier.Person.Birth, language)),
            ("opened", language.Choose("Lieta sākta", "Дело начато", "File opened"), Dates.Short(opened, language)),
            ("closed", language.Choose("Lieta pabeigta", "Дело окончено", "File closed"), Dates.Short(opened.AddDays(rng.Int(200, 900)), language)),
            ("volume", language.Choose("Sējums", "Том", "Volume"), rng.Int(1, 3).ToString(CultureInfo.InvariantCulture)),
            ("retention", language.Choose("Glabāšanas termiņš", "Срок хранения", "Retention"), language.Choose("75 gadi", "75 лет", "75 years")),
        ];
    }
}
