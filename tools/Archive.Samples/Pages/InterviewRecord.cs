using Archive.Samples.Fonts;
using Archive.Samples.Layout;
using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Pages;

/// <summary>A typed interview record: a head in Latvian, questions and answers in the language of the interview.</summary>
public static class InterviewRecord
{
    private const double Left = 27, Right = 193, Bottom = 272;

    public static PageDraft Compose(Dossier dossier, Language language, Rng rng)
    {
        var draft = new PageDraft(PageKind.Interview, Office.A4Width, Office.A4Height, rng);
        draft.Languages.Add(language);
        var family = rng.Chance(0.75) ? FontFamily.LiberationMono : FontFamily.DejaVuSansMono;
        var style = new TextStyle(new(family), family == FontFamily.DejaVuSansMono ? rng.Pick([9.0, 9.5]) : rng.Pick([10.0, 10.5, 11]))
        {
            Wear = rng.Pick([0, 0.2, 0.35, 0.5]),
        };
        var leading = style.Size * rng.Pick([1.25, 1.35, 1.5]);
        var y = Head(draft, dossier, language, style, leading, rng);

        var writer = new Writer(dossier, language, rng.Fork("words"));
        var (ask, answer) = rng.Chance(0.25)
            ? (language.Choose("J: ", "В: ", "Q: "), language.Choose("A: ", "О: ", "A: "))
            : (language.Choose("Jautājums: ", "Вопрос: ", "Question: "), language.Choose("Atbilde: ", "Ответ: ", "Answer: "));
        y = Paragraphs.Print(draft.Canvas, writer.One("interview", "opening"), Left, y, Right - Left, style, leading) + 2;
        foreach (var pair in writer.Some("interview", "pairs", 20))
        {
            var parts = pair.Split(" | ");
            var lines = Paragraphs.Count(ask + parts[0], style, Right - Left) + Paragraphs.Count(answer + parts[1], style, Right - Left);
            if (y + lines * leading > Bottom) continue;
            y = Paragraphs.Print(draft.Canvas, ask + parts[0], Left, y, Right - Left, style, leading);
            y = Paragraphs.Print(draft.Canvas, answer + parts[1], Left, y, Right - Left, style, leading) + 1.6;
        }
        Foot(draft, language, style, rng);
        return draft;
    }

    private static double Head(PageDraft draft, Dossier dossier, Language language, TextStyle style, double leading, Rng rng)
    {
        var canvas = draft.Canvas;
        var latvianHead = rng.Chance(0.5);
        var head = latvianHead ? Language.Latvian : language;
        if (head != language) draft.Languages.Add(head);
        canvas.PrintCentred(head.Choose("PATVĒRUMA MEKLĒTĀJA INTERVIJAS PROTOKOLS", "ПРОТОКОЛ ИНТЕРВЬЮ", "RECORD OF INTERVIEW"), 110, 22, style.Bold);
        var y = 32.0;
        (string Field, string Label, string Value)[] rows =
        [
            ("case", head.Choose("Lieta Nr.:", "Дело №:", "Case No.:"), dossier.Case.ToString()),
            ("name", head.Choose("Vārds, uzvārds:", "Имя, фамилия:", "Name:"), dossier.Person.FullName(head)),
            ("birth", head.Choose("Dzimšanas datums:", "Дата рождения:", "Date of birth:"), Dates.Short(dossier.Person.Birth, head)),
            ("nationality", head.Choose("Valstspiederība:", "Гражданство:", "Nationality:"), dossier.Person.Origin.Name(head)),
            ("inspector", head.Choose("Inspektors:", "Инспектор:", "Inspector:"), dossier.Official),
        ];
        foreach (var (field, label, value) in rows)
        {
            canvas.Draw(label, Left, y, style);
            canvas.Draw(value, Left + 52, y, style);
            canvas.Record($"{label} {value}");
            draft.Fields[field] = value;
            y += leading;
        }
        canvas.Line(Left, y - leading * 0.5, Right, y - leading * 0.5, 0.25);
        return y + leading * 0.5;
    }

    private static void Foot(PageDraft draft, Language language, TextStyle style, Rng rng)
    {
        var canvas = draft.Canvas;
        var text = language.Choose("Intervējamā persona ________________  Tulks ______________", "Опрошенное лицо ________________  Переводчик ______________",
            "Person interviewed ________________  Interpreter ______________");
        var words = text.Split("________________");
        var (x, y) = (Left, 284.0);
        canvas.Draw(words[0], x, y, style);
        var first = x + style.Measure(words[0]);
        canvas.Line(first, y + 0.6, first + 38, y + 0.6, 0.25);
        PenArt.Signature(canvas, first + 4, y, 26, Office.PenBlue, rng);
        var second = words[1].Replace("_", "").Trim();
        canvas.Draw(second, first + 42, y, style);
        var after = first + 44 + style.Measure(second);
        canvas.Line(after, y + 0.6, Math.Min(after + 32, 200), y + 0.6, 0.25);
        PenArt.Signature(canvas, after + 3, y, 20, rng.Chance(0.5) ? Office.PenBlue : "#222226", rng);
        canvas.Record($"{words[0].Trim()} {second}");
    }
}
