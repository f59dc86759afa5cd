using Archive.Samples.Fonts;
using Archive.Samples.Layout;
using Archive.Samples.Randomness;

namespace Archive.Samples.Tests;

public class ParagraphTests
{
    private static readonly TextStyle _style = new(new(FontFamily.LiberationSerif), 11);

    [Fact]
    public void Measure_MonospacedText_IsTheAdvanceTimesItsLength()
    {
        // Liberation Mono advances 1229 of 2048 units, metric-compatible with Courier's 0.6 em.
        var style = new TextStyle(new(FontFamily.LiberationMono), 10);

        Assert.Equal(8 * 0.6001 * 10 * 25.4 / 72, style.Measure("Ķērpji Я"), 0.01);
    }

    [Fact]
    public void Print_Paragraph_RecordsExactlyTheWordsAndKeepsTheMeasure()
    {
        const string Text = "Uzturēšanās atļauja ir dokuments, kas dod ārzemniekam tiesības noteiktu laiku uzturēties Latvijas Republikā.";
        var canvas = new PageCanvas(210, 297, new Rng(1));

        Paragraphs.Print(canvas, Text, 20, 30, 70, _style, 5, Alignment.Justified);

        Assert.True(canvas.Lines.Count > 1);
        Assert.Equal(Text, string.Join(' ', canvas.Lines));
        Assert.All(canvas.Lines, line => Assert.True(_style.Measure(line) <= 70));
    }

    [Fact]
    public void Font_EveryLatvianAndRussianLetter_HasAGlyph()
    {
        const string Letters = "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽабвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ„“«»–№";

        foreach (var family in Enum.GetValues<FontFamily>())
            foreach (var letter in Letters)
                Assert.NotEmpty(FontLibrary.Get(new(family))[letter].Contours);
    }
}
