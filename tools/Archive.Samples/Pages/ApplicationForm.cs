using Archive.Samples.Fonts;
using Archive.Samples.Layout;
using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Pages;

/// <summary>An application form: ruled rows with labels and values, options with boxes, a table of relatives, a declaration.</summary>
public static class ApplicationForm
{
    private const double Left = 18, Right = 196;

    public static PageDraft Compose(Dossier dossier, Language language, Rng rng)
    {
        var draft = new PageDraft(PageKind.Form, Office.A4Width, Office.A4Height, rng);
        draft.Languages.Add(language);
        var style = Style(rng);
        var top = Title(draft, dossier, language, style, rng);
        var grid = new FormGrid(draft.Canvas, Left, Right, top, style, rng.Fork("marks"));
        var filling = new FormFilling(draft, grid, dossier, language, rng.Fork("values"));
        filling.Person();
        filling.Residence();
        filling.Purpose();
        filling.Family();
        filling.Attachments();
        Declaration(draft, dossier, language, style, grid.Y + 5, rng);
        return draft;
    }

    private static FormStyle Style(Rng rng)
    {
        var family = rng.Pick<FontFamily>([FontFamily.LiberationSans, FontFamily.LiberationSans, FontFamily.LiberationSerif, FontFamily.DejaVuSansCondensed]);
        var label = new TextStyle(new(family), family == FontFamily.DejaVuSansCondensed ? 8.5 : rng.Pick([9.0, 9.5]));
        var typed = rng.Int(0, 2);
        var value = typed switch
        {
            0 => new TextStyle(new(FontFamily.LiberationMono), 10) { Wear = 0.3 },
            1 => new TextStyle(new(family, Bold: true), label.Points + 0.5),
            _ => new TextStyle(new(FontFamily.LiberationSans), label.Points + 1, "#1d2b6b"),
        };
        return new(label, value, rng.Pick([6.6, 7.0, 7.4]), rng.Between(0.4, 0.5), rng.Between(0.15, 0.3), rng.Chance(0.6), rng.Chance(0.6), rng.Chance(0.6),
            rng.Chance(0.6) ? Office.PenBlue : "#1c1c20");
    }

    private static double Title(PageDraft draft, Dossier dossier, Language language, FormStyle style, Rng rng)
    {
        var canvas = draft.Canvas;
        var heading = style.Label.Bold;
        canvas.Print(Office.Name(language), Left, 17, heading.At(10));
        var boxed = $"{language.Choose("Lietas Nr.", "Номер дела", "Case No.")} {dossier.Case}";
        canvas.Box(Right - 60, 20, 60, 9, 0.3);
        canvas.Print(boxed, Right - 57, 26, style.Label.At(10).Bold);
        draft.Fields["case"] = dossier.Case.ToString();
        var title = language.Choose(
            rng.Pick(["IESNIEGUMS PAGAIDU UZTURĒŠANĀS ATĻAUJAS SAŅEMŠANAI", "ANKETA UZTURĒŠANĀS ATĻAUJAS PIEPRASĪŠANAI", "PATVĒRUMA MEKLĒTĀJA ANKETA"]),
            rng.Pick(["ЗАЯВЛЕНИЕ НА ПОЛУЧЕНИЕ ВИДА НА ЖИТЕЛЬСТВО", "АНКЕТА ЛИЦА, ИЩУЩЕГО УБЕЖИЩА"]),
            rng.Pick(["APPLICATION FOR A RESIDENCE PERMIT", "QUESTIONNAIRE FOR ASYLUM SEEKERS"]));
        canvas.PrintCentred(title, (Left + Right) / 2, 37, heading.At(12.5));
        var hint = language.Choose(
            "Aizpildīt ar drukātiem burtiem zilā vai melnā krāsā. Nevajadzīgo svītrot, vajadzīgo atzīmēt ar krustiņu.",
            "Заполнять печатными буквами синим или чёрным цветом. Нужное отметить крестиком.",
            "Complete in block letters in blue or black ink. Mark what applies with a cross.");
        canvas.PrintCentred(hint, (Left + Right) / 2, 42.5, style.Label.Italic.At(8.5));
        if (rng.Chance(0.5)) Office.ReceiptStamp(draft, 150, 5, language, dossier.Day(rng), rng);
        return 46;
    }

    private static void Declaration(PageDraft draft, Dossier dossier, Language language, FormStyle style, double y, Rng rng)
    {
        var canvas = draft.Canvas;
        var text = language.Choose(
            "Apliecinu, ka visas sniegtās ziņas ir pilnīgas un patiesas. Esmu informēts, ka par nepatiesu ziņu sniegšanu uzturēšanās atļauju var atteikt vai anulēt, " +
            "un piekrītu, ka Pārvalde pārbauda manus personas datus citās valsts informācijas sistēmās. Par izmaiņām paziņošu piecu darba dienu laikā.",
            "Подтверждаю, что все сообщённые сведения являются полными и достоверными. Мне известно, что за сообщение ложных сведений в выдаче вида на жительство " +
            "может быть отказано, и я даю согласие на проверку моих личных данных в других государственных информационных системах.",
            "I declare that all the information given is complete and true. I am aware that a residence permit may be refused or revoked if false information is given, " +
            "and I agree that the Office may check my personal data in other state information systems. I shall report any change within five working days.");
        y = Paragraphs.Print(canvas, text, Left, y, Right - Left, style.Label, style.Label.Size * 1.3, Alignment.Justified) + 6;
        var day = Dates.Short(dossier.Day(rng), language);
        var date = $"{language.Choose("Datums", "Дата", "Date")} {day}";
        var sign = language.Choose("Paraksts", "Подпись", "Signature");
        canvas.Draw(date, Left, y, style.Label);
        canvas.Draw(sign, 110, y, style.Label);
        canvas.Record($"{date} {sign}");
        draft.Fields["signed"] = day;
        canvas.Line(128, y + 0.8, Right, y + 0.8, 0.25);
        PenArt.Signature(canvas, 136, y, rng.Between(26, 40), style.PenInk, rng);
        if (rng.Chance(0.35)) Office.Stamp(draft, rng.Between(60, 95), y - 2, language, rng);
    }
}
