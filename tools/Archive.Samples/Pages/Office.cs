using Archive.Samples.Fonts;
using Archive.Samples.Layout;
using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Pages;

/// <summary>What the office's papers share: name, letterhead, stamps and pens.</summary>
internal static class Office
{
    public const double A4Width = 210, A4Height = 297;
    public const double A5Width = 148, A5Height = 210;

    public const string PenBlue = "#1f3a93";

    public static string Name(Language language) => language.Choose(
        "Pilsonības un migrācijas lietu pārvalde", "Управление по делам гражданства и миграции", "Office of Citizenship and Migration Affairs");

    /// <summary>An emblem and the office's name in the middle, a rule under it.</summary>
    /// <returns>The base line for what follows.</returns>
    public static double Letterhead(PageCanvas canvas, Language language, FontFamily family)
    {
        var centre = canvas.Width / 2;
        Emblem(canvas, centre, 17);
        var name = new TextStyle(new(family, Bold: true), 13);
        canvas.PrintCentred(Name(language).ToUpperInvariant(), centre, 31, name);
        var address = language.Choose(
            "Čiekurkalna 1. līnija 1, k-4, Rīga, LV-1026, tālr. 67209400, e-pasts pasts@example.lv",
            "Чиекуркална 1-я линия, 1, корп. 4, Рига, LV-1026, тел. 67209400, эл. почта pasts@example.lv",
            "Ciekurkalna 1. linija 1, k-4, Riga, LV-1026, tel. 67209400, e-mail pasts@example.lv");
        canvas.PrintCentred(address, centre, 36, new TextStyle(new(family), 8.5));
        canvas.Line(25, 38.5, canvas.Width - 15, 38.5, 0.3);
        return 46;
    }

    /// <summary>The office's round stamp; its words are noted as a stamp's, not as text.</summary>
    public static void Stamp(PageDraft draft, double x, double y, Language language, Rng rng)
    {
        var rim = language.Choose("PILSONĪBAS UN MIGRĀCIJAS LIETU PĀRVALDE *", "УПРАВЛЕНИЕ ПО ДЕЛАМ ГРАЖДАНСТВА И МИГРАЦИИ *", "OFFICE OF CITIZENSHIP AND MIGRATION *");
        string[] middle = [$"Nr. {rng.Int(1, 9)}", language.Choose("RĪGA", "РИГА", "RIGA")];
        StampArt.Round(draft.Canvas, x, y, rng.Between(16, 20), rim, middle, rng.Pick(StampArt.Inks), rng);
        draft.Stamps.Add(rim.TrimEnd(' ', '*') + " " + string.Join(' ', middle));
    }

    /// <summary>A receipt stamp with the day.</summary>
    public static void ReceiptStamp(PageDraft draft, double x, double y, Language language, DateOnly day, Rng rng)
    {
        string[] lines = [language.Choose("SAŅEMTS", "ПОЛУЧЕНО", "RECEIVED"), Dates.Short(day, language), $"Nr. {rng.Int(1000, 9999)}"];
        StampArt.Rectangle(draft.Canvas, x, y, 34, lines, rng.Pick(StampArt.Inks), rng);
        draft.Stamps.Add(string.Join(' ', lines));
    }

    private static void Emblem(PageCanvas canvas, double x, double y)
    {
        canvas.Element($"<path d=\"M{PageCanvas.Um(x - 5)} {PageCanvas.Um(y - 6)}h10000v7000q0 4500-5000 6500q-5000-2000-5000-6500z\" " +
            "fill=\"none\" stroke=\"#333\" stroke-width=\"350\"/>");
        for (var i = -1; i <= 1; i++)
            canvas.Element($"<circle cx=\"{PageCanvas.Um(x + 2.6 * i)}\" cy=\"{PageCanvas.Um(y - 3)}\" r=\"750\" fill=\"#333\"/>");
        canvas.Element($"<path d=\"M{PageCanvas.Um(x - 4)} {PageCanvas.Um(y + 2)}l2500-2500 1500 1500 1500-1500 2500 2500\" fill=\"none\" stroke=\"#333\" stroke-width=\"450\"/>");
    }
}
