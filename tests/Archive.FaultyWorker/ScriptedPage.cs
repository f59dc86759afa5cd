using Archive.Domain;
using Archive.Recognition.Alto;

namespace Archive.FaultyWorker;

/// <summary>The smallest honest page: white, A6 at 50 dpi, with the scripted words in a row.</summary>
internal static class ScriptedPage
{
    private const int Width = 208;
    private const int Height = 296;
    private static readonly Dpi Resolution = new(50);

    internal static PageWorkResult Make(PageWork work, string fault, string text)
    {
        if (fault == "undecodable") return new(Result(PageOutcome.Rejected, PageProblem.Undecodable, "The image cannot be decoded.", text), null, null, null);
        // For tests that ask which process it was.
        File.WriteAllText(Path.Combine(work.OutputFolder, "worker"), Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var image = Path.Combine(work.OutputFolder, "page.g4");
        File.WriteAllBytes(image, WhiteG4());
        var file = new PageImageFile(PageImageEncoding.CcittG4, Width, Height, image);
        if (work.ImageOnly) return new(Result(PageOutcome.Done, PageProblem.None, null, ""), file, null, null);
        var result = Result(PageOutcome.Done, PageProblem.None, null, text);
        if (text == "") return new(result, file, null, null);
        var (plain, alto) = (Path.Combine(work.OutputFolder, "page.txt"), Path.Combine(work.OutputFolder, "page.xml"));
        File.WriteAllText(plain, text + "\n");
        File.WriteAllBytes(alto, AltoWriter.Write(Recognized(text), new TextProvenance("scripted", "1", "none")));
        return new(result, file, alto, plain);
    }

    private static RecognizedText Recognized(string text)
    {
        var words = text.Split(' ').Select((word, index) => new TextWord(word, new PixelRect(10 + 40 * index, 20, 36, 8), new Confidence(0.9))).ToList();
        var box = words.Aggregate(default(PixelRect), (all, word) => all.Union(word.Box));
        return new(Width, Height, Resolution, [new TextBlock(box, [new TextLine(box, 28, 28, "lav", words)])]);
    }

    private static PageResult Result(PageOutcome outcome, PageProblem problem, string? reason, string text) => new()
    {
        Outcome = outcome,
        Problem = problem,
        Reason = reason,
        Width = Width,
        Height = Height,
        Dpi = Resolution,
        Inspection = new(Width, Height, Resolution, false, PageColour.Bitonal, 0.05, text == "", text == "" ? 1 : 0, 0.5, 255, 0),
        Orientation = new(0, new Confidence(0.75)),
        Skew = text == "" ? null : new(new Degrees(-0.25), new Confidence(0.5)),
        Text = new("lav", new Confidence(text == "" ? 0 : 0.9), text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length),
        MasterToPage = AffineTransform.Translation(1.5, -2),
        Stages = [new("text", "Done", null, 1.25)],
    };

    /// <summary>T.6 of a white page: each row the code V0 (one bit), then the end-of-block mark.</summary>
    private static byte[] WhiteG4() => [.. Enumerable.Repeat((byte)0xFF, Height / 8), 0x00, 0x10, 0x01];
}
