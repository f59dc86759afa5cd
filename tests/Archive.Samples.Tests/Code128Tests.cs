using Archive.Samples.Layout;

namespace Archive.Samples.Tests;

public class Code128Tests
{
    [Fact]
    public void Encode_CaseNumber_HasElevenModulesASymbolAndThirteenAtTheStop()
    {
        var widths = Code128.Encode("PMR-2019-00017");

        // Start, fourteen characters, check symbol and stop.
        Assert.Equal(16 * 11 + 13, widths.Sum());
        Assert.Equal([2, 1, 1, 2, 1, 4], widths.Take(6));
        Assert.Equal([2, 3, 3, 1, 1, 1, 2], widths.TakeLast(7));
        Assert.All(Enumerable.Range(0, 16), symbol => Assert.Equal(11, widths.Skip(6 * symbol).Take(6).Sum()));
        Assert.All(Enumerable.Range(0, 16), symbol => Assert.Equal(0, (widths[6 * symbol] + widths[6 * symbol + 2] + widths[6 * symbol + 4]) % 2));
    }

    [Fact]
    public void Encode_KnownWord_HasTheKnownCheckSymbol()
    {
        // The textbook example PJJ123C has check symbol 54 when started in set A; set B's start counts one more: 55.
        Assert.Equal([3, 1, 1, 3, 2, 1], Code128.Encode("PJJ123C").SkipLast(7).TakeLast(6));
    }

    [Fact]
    public void Encode_LetterOutsideTheSet_IsRefused() => Assert.Throws<ArgumentException>(() => Code128.Encode("Ķ"));
}
