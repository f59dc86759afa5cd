using System.Globalization;
using Archive.Samples.Fonts;
using Archive.Samples.Layout;
using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Pages;

/// <summary>Pages with nothing on them, and pages with almost nothing, which must not be taken for blank.</summary>
public static class BlankPages
{
    /// <summary>How many sorts of almost blank pages there are.</summary>
    public const int NearSorts = 6;

    public static PageDraft Blank(Rng rng, double width = Office.A4Width, double height = Office.A4Height) =>
        new(PageKind.Blank, width, height, rng) { Blank = true };

    /// <param name="sort">0 a line of text, 1 a page number, 2 a small stamp, 3 initials, 4 a pale pencil note, 5 a barcode sticker.</param>
    public static PageDraft Near(int sort, Dossier dossier, Language language, Rng rng)
    {
        var draft = new PageDraft(PageKind.NearBlank, Office.A4Width, Office.A4Height, rng) { Handwritten = sort is 3 or 4 };
        var canvas = draft.Canvas;
        var style = new TextStyle(new(FontFamily.LiberationSerif), 11);
        var (x, y) = (rng.Between(30, 110), rng.Between(40, 250));
        if (sort is 0 or 4) draft.Languages.Add(language);
        switch (sort)
        {
            case 0:
                canvas.Print(language.Choose("Pielikums uz vienas lapas.", "Приложение на одном листе.", "Annex on one sheet."), x, y, style);
                break;
            case 1:
                canvas.PrintCentred(rng.Int(2, 48).ToString(CultureInfo.InvariantCulture), 105, 285, style);
                break;
            case 2:
                Office.ReceiptStamp(draft, x, y, language, dossier.Day(rng), rng);
                break;
            case 3:
                PenArt.Signature(canvas, x, y, rng.Between(14, 24), Office.PenBlue, rng);
                break;
            case 4:
                var pencil = HandwrittenNote.Hand(rng.Fork("pencil"), "#77777c", 13);
                canvas.Print($"{language.Choose("Pārbaudīts", "Проверено", "Checked")} {Dates.Short(dossier.Day(rng), language)}", x, y, pencil);
                break;
            default:
                Sticker(draft, dossier, x, y);
                break;
        }
        return draft;
    }

    private static void Sticker(PageDraft draft, Dossier dossier, double x, double y)
    {
        var value = dossier.Case.ToString();
        var width = Code128.Draw(draft.Canvas, value, x, y, 9, 0.26);
        var style = new TextStyle(new(FontFamily.LiberationSans), 8);
        draft.Canvas.Print(value, x + (width - style.Measure(value)) / 2, y + 12.5, style);
        draft.Barcodes.Add(new("code128", value));
    }
}
