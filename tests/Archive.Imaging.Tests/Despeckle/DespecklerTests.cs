using Archive.Domain;
using Archive.Imaging.Binarize;
using Archive.Imaging.Despeckle;
using Archive.Testing;

namespace Archive.Imaging.Tests.Despeckle;

/// <summary>At 300 dpi, where 0.14 mm are 2 pixels and 0.34 mm are 4.</summary>
public class DespecklerTests
{
    private static readonly PixelRect _letter = new(100, 100, 18, 26);

    [Fact]
    public void Clean_SpecksAloneAndGrainAnywhere_GoAndLettersStay()
    {
        var letters = Page();
        var dusty = Page().Fill(new(300, 60, 4, 4)).Fill(new(20, 180, 3, 2)).Fill(new(105, 85, 2, 2)).Fill(new(130, 110, 1, 1));

        var (cleaned, removed) = Clean(dusty);

        Assert.Equal(4, removed);
        Assert.Equal(Binarizer.Threshold(letters).Rows, cleaned.Rows);
    }

    public static TheoryData<string, int, int, int, int> Marks => new()
    {
        { "dot of an i", 107, 92, 3, 3 },
        { "macron", 102, 94, 12, 2 },
        { "cedilla", 107, 129, 3, 4 },
        { "comma", 121, 122, 3, 4 },
        { "full stop", 121, 123, 3, 3 },
        { "hyphen standing alone", 300, 60, 9, 2 },
    };

    [Theory, MemberData(nameof(Marks))]
    public void Clean_MarksOfLetters_Stay(string mark, int x, int y, int width, int height)
    {
        var marked = Page().Fill(new(x, y, width, height));

        var (cleaned, removed) = Clean(marked);

        Assert.True(removed == 0, mark);
        Assert.Equal(Binarizer.Threshold(marked).Rows, cleaned.Rows);
    }

    private static GrayImage Page() => TestPages.Paper(400, 220).Letter(_letter, 4);

    private static (BitonalImage Image, int Removed) Clean(GrayImage page)
    {
        var ink = Binarizer.Threshold(page);
        return (ink, new Despeckler(new()).Clean(ink, new(300)));
    }
}
