using Archive.Domain;
using Archive.Storage.Search.Fts5;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Tests.Search;

public sealed class TermSegmentsTests
{
    private readonly Random _random = new(7);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(1, 7)]
    [InlineData(2, 6)]
    [InlineData(2, 8)]
    [InlineData(2, 9)]
    [InlineData(2, 14)]
    public void KeysNear_WordsWithinTheDistance_AreAlwaysMet(int distance, int length)
    {
        for (var round = 0; round < 2000; round++)
        {
            var word = new string(Enumerable.Range(0, length).Select(_ => (char)('a' + _random.Next(5))).ToArray());
            var other = Enumerable.Range(0, distance).Aggregate(word, (text, _) => Mistake(text));
            var near = TermSegments.KeysNear(word, distance);
            if (EditDistance.Within(word, other, distance) is null) continue;
            Assert.True(TermSegments.KeysOf(other).Any(near.Contains), $"'{other}' is not met from '{word}'.");
        }
    }

    [Fact]
    public void KeysNear_OneSwap_IsMetWhereverItStands()
    {
        const string word = "abcdefgh";
        for (var at = 0; at < word.Length - 1; at++)
        {
            var swapped = word[..at] + word[at + 1] + word[at] + word[(at + 2)..];
            Assert.Equal(1, EditDistance.Within(word, swapped, 1));
            Assert.Contains(TermSegments.KeysOf(swapped), TermSegments.KeysNear(word, 1).Contains);
        }
    }

    [Fact]
    public void KeysNear_AnyWord_AreFew() => Assert.InRange(TermSegments.KeysNear("uzturesanas", 2).Count, 100, 600);

    [Fact]
    public void WordBlob_Words_ComeBackWholeAndSmall()
    {
        var words = Enumerable.Range(0, 300)
            .Select(i => new PageWord($"uzturēšanās{i % 40},", new PixelRect(100 + i % 10 * 200, 4000 - i / 10 * 50, 180, 40), i % 10 == 9))
            .Append(new PageWord("", new PixelRect(int.MaxValue, 0, 0, 0), true))
            .Append(new PageWord("𐌰миграция", new PixelRect(-5, -7, 1, 1), false))
            .ToList();

        var blob = WordBlob.Write(words);

        Assert.Equal(words, WordBlob.Read(blob));
        Assert.InRange(blob.Length, 100, 3000);
        Assert.Empty(WordBlob.Read(WordBlob.Write([])));
    }

    private string Mistake(string text)
    {
        var at = _random.Next(text.Length);
        var letter = (char)('a' + _random.Next(5));
        return _random.Next(4) switch
        {
            0 => text[..at] + letter + text[(at + 1)..],
            1 => text[..at] + letter + text[at..],
            2 when at > 0 => text[..(at - 1)] + text[at] + text[at - 1] + text[(at + 1)..],
            _ => text[..at] + text[(at + 1)..],
        };
    }
}
