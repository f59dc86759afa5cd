using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Search;

/// <summary>Pages as recognition would give them: a line of text per line, boxes by counting characters.</summary>
public static class TypedPage
{
    public const int CharacterWidth = 20;
    public const int LineHeight = 50;
    public const int InkHeight = 40;

    public static IndexedPage Of(string fileId, int number, string text, CaseNumber? caseNumber = null) =>
        new(fileId, caseNumber, number, Sha256Digest.Of(System.Text.Encoding.UTF8.GetBytes(text)), Recognized(text));

    public static RecognizedText Recognized(string text)
    {
        var lines = text.Split('\n').Select(Line).ToList();
        var whole = lines.Aggregate(new PixelRect(), (box, line) => box.Union(line.Box));
        return new RecognizedText(2480, 3508, new Dpi(300), [new TextBlock(whole, lines)]);
    }

    /// <summary>The box of the n-th word (from 0) of a line (from 0).</summary>
    public static PixelRect Box(string text, int line, int word) => Recognized(text).Lines.ElementAt(line).Words[word].Box;

    private static TextLine Line(string text, int number)
    {
        var words = new List<TextWord>();
        var at = 0;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            at = text.IndexOf(word, at, StringComparison.Ordinal);
            var box = new PixelRect(100 + at * CharacterWidth, 100 + number * LineHeight, word.Length * CharacterWidth, InkHeight);
            words.Add(new TextWord(word, box, new Confidence(0.9)));
            at += word.Length;
        }
        var whole = words.Aggregate(new PixelRect(), (box, word) => box.Union(word.Box));
        return new TextLine(whole, whole.Bottom, whole.Bottom, "lav", words);
    }
}
