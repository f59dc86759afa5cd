using System.Globalization;
using Archive.Samples.Fonts;
using Archive.Samples.Layout;
using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Pages;

/// <summary>A certificate of residence: a paragraph, a ruled table of addresses and periods, signature and stamp.</summary>
public static class ResidenceCertificate
{
    private const double Left = 25, Right = 192;

    public static PageDraft Compose(Dossier dossier, Language language, Rng rng)
    {
        var draft = new PageDraft(PageKind.Certificate, Office.A4Width, Office.A4Height, rng);
        draft.Languages.Add(language);
        var (canvas, person) = (draft.Canvas, dossier.Person);
        var family = rng.Pick<FontFamily>([FontFamily.LiberationSerif, FontFamily.LiberationSans, FontFamily.DejaVuSerif]);
        var style = new TextStyle(new(family), family == FontFamily.DejaVuSerif ? 10 : 11);
        var day = dossier.Day(rng);
        var y = Office.Letterhead(canvas, language, family) + 6;
        canvas.PrintCentred(language.Choose("IZZIŅA PAR DEKLARĒTAJĀM DZĪVESVIETĀM", "СПРАВКА О МЕСТАХ ЖИТЕЛЬСТВА", "CERTIFICATE OF RESIDENCE"), 108, y, style.Bold.At(style.Points + 2));
        var number = $"{language.Choose("Nr.", "№", "No.")} {rng.Int(100, 999)}-{rng.Int(10, 99)}/{dossier.Case.Year}";
        canvas.PrintCentred($"{Dates.Short(day, language)} {number}", 108, y + 7, style);
        draft.Fields["date"] = Dates.Short(day, language);
        draft.Fields["number"] = number;
        draft.Fields["case"] = dossier.Case.ToString();
        draft.Fields["personalCode"] = person.PersonalCode;

        var leading = style.Size * 1.3;
        y = Paragraphs.Print(canvas, Statement(dossier, language), Left, y + 18, Right - Left, style, leading, Alignment.Justified) + 4;
        var label = style.At(style.Points - 1.5);
        var grid = new FormGrid(canvas, Left, Right, y - 3, new(label, label, 7.2, 0.4, 0.2, rng.Chance(0.5), false, true, Office.PenBlue), rng.Fork("grid"));
        Table(draft, grid, dossier, language, rng.Fork("rows"));
        var writer = new Writer(dossier, language, rng.Fork("words"));
        y = Paragraphs.Print(canvas, string.Join(' ', writer.Some("letter", "law", 2)), Left, grid.Y + 9, Right - Left, style, leading, Alignment.Justified) + 2;
        y = Paragraphs.Print(canvas, language.Choose(
            "Izziņa izsniegta iesniegšanai pēc pieprasījuma. Ziņas atbilst Iedzīvotāju reģistra datiem izziņas izsniegšanas dienā.",
            "Справка выдана для предъявления по месту требования. Сведения соответствуют данным Регистра населения на день выдачи.",
            "This certificate is issued for presentation on request. The information agrees with the Population Register on the day of issue."),
            Left, y, Right - Left, style, leading, Alignment.Justified) + 12;
        Sign(draft, dossier, language, style, y, rng);
        return draft;
    }

    private static string Statement(Dossier dossier, Language language)
    {
        var person = dossier.Person;
        var (name, birth, origin) = (person.FullName(language), Dates.Short(person.Birth, language), person.Origin.Name(language));
        return language.Choose(
            $"Apliecinām, ka {name}, personas kods {person.PersonalCode}, dzimšanas datums {birth}, valstspiederība: {origin}, personas lieta Nr. {dossier.Case}, " +
            $"saskaņā ar reģistra datiem ir {(person.Female ? "uzturējusies" : "uzturējies")} šādās dzīvesvietās:",
            $"Настоящим подтверждается, что {name}, персональный код {person.PersonalCode}, дата рождения {birth}, гражданство: {origin}, личное дело № {dossier.Case}, " +
            $"по данным регистра {(person.Female ? "проживала" : "проживал")} по следующим адресам:",
            $"This is to certify that {name}, personal code {person.PersonalCode}, born on {birth}, nationality: {origin}, personal file No. {dossier.Case}, " +
            "has had the following places of residence according to the register:");
    }

    private static void Table(PageDraft draft, FormGrid grid, Dossier dossier, Language language, Rng rng)
    {
        string[] head =
        [
            language.Choose("Nr.", "№", "No."), language.Choose("Adrese", "Адрес", "Address"), language.Choose("No", "С", "From"),
            language.Choose("Līdz", "По", "To"), language.Choose("Pamats", "Основание", "Basis"),
        ];
        var bases = language.Choose("īres līgums|īpašums|radinieka piekrišana|kopmītne", "договор аренды|собственность|согласие родственника|общежитие",
            "tenancy|property|consent of relative|hostel").Split('|');
        var from = new DateOnly(dossier.Case.Year - rng.Int(2, 4), rng.Int(1, 12), rng.Int(1, 28));
        var rows = new List<IReadOnlyList<string>>();
        for (var i = 0; i < rng.Int(4, 7); i++)
        {
            var to = from.AddDays(rng.Int(90, 420));
            var elsewhere = Dossier.Invent(dossier.Case, rng.Fork($"address-{i}"));
            rows.Add([(i + 1).ToString(CultureInfo.InvariantCulture) + ".", elsewhere.Address(language), Dates.Short(from, language), Dates.Short(to, language), rng.Pick(bases)]);
            draft.Fields[$"residence{i + 1}"] = string.Join("; ", rows[^1].Skip(1));
            from = to.AddDays(1);
        }
        grid.Table(head, [0.07, 0.43, 0.14, 0.14, 0.22], rows);
    }

    private static void Sign(PageDraft draft, Dossier dossier, Language language, TextStyle style, double y, Rng rng)
    {
        var post = language.Choose(dossier.OfficialFemale ? "Vecākā inspektore" : "Vecākais inspektors", "Старший инспектор", "Senior Inspector");
        draft.Canvas.Draw(post, Left, y, style);
        draft.Canvas.Draw(dossier.Official, 148, y, style);
        draft.Canvas.Record($"{post} {dossier.Official}");
        PenArt.Signature(draft.Canvas, 98, y, 32, Office.PenBlue, rng);
        Office.Stamp(draft, rng.Between(80, 120), y + rng.Between(-6, 6), language, rng);
    }
}
