using Archive.Storage.Search.Text;

namespace Archive.Storage.Tests.Search;

public sealed class TextTests
{
    [Theory]
    [InlineData("ĀČĒĢĪĶĻŅŠŪŽ āčēģīķļņšūž", "acegiklnsuz acegiklnsuz")]
    [InlineData("Ёлка МАЙ Łódź straße œuvre ﬁn", "елка май lodz strasse oeuvre fin")]
    public void Tokenize_Text_IsFolded(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Tokenizer.Tokenize(text).Select(token => token.Text)));

    [Fact]
    public void Tokenize_Punctuation_CutsAndPositionsStay()
    {
        var tokens = Tokenizer.Tokenize("(PMR-2019)  š.");
        Assert.Equal([new Token("pmr", 1, 4), new Token("2019", 5, 9), new Token("s", 12, 13)], tokens);
    }

    [Fact]
    public void Tokenize_CombiningMarksAndSoftHyphens_DoNotCut() =>
        Assert.Equal([new Token("uzturesana", 0, 13)], Tokenizer.Tokenize("uzture\u0304s\u030ca\u00ADna"));

    [Fact]
    public void Tokenize_EndlessRun_IsCut() => Assert.Equal(Tokenizer.LongestToken, Assert.Single(Tokenizer.Tokenize(new string('x', 500))).Text.Length);

    [Theory]
    [InlineData("atlauja", "atlaujas", "atlaujam", "atlauju")]
    [InlineData("lemums", "lemumu", "lemumiem", "lemuma")]
    [InlineData("миграция", "миграции", "миграционной", "миграционный")]
    [InlineData("паспорт", "паспорта", "паспортов", "паспортами")]
    public void Stem_FormsOfAWord_AreOne(params string[] forms) => Assert.Single(forms.Select(LightStemmer.Stem).Distinct());

    [Theory]
    [InlineData("миграция", "регистрация")]
    [InlineData("atlauja", "atlaide")]
    public void Stem_OtherWords_AreOthers(string one, string other) => Assert.NotEqual(LightStemmer.Stem(one), LightStemmer.Stem(other));

    [Theory]
    [InlineData("00017")]
    [InlineData("lv1234567")]
    [InlineData("un")]
    public void Stem_NumbersAndShortWords_HaveNone(string word) => Assert.Null(LightStemmer.Stem(word));

    [Theory]
    [InlineData("modernais", "modemais")]
    [InlineData("adrese", "aclrese")]
    [InlineData("vvils", "wi1s")]
    [InlineData("00115", "ooiis")]
    [InlineData("моряк", "mopяk")]
    public void Skeleton_Lookalikes_AreEqual(string one, string other) => Assert.Equal(OcrSkeleton.Of(one), OcrSkeleton.Of(other));

    [Fact]
    public void Skeleton_Numbers_StayDistinct()
    {
        var numbers = Enumerable.Range(0, 10_000).Select(number => OcrSkeleton.Of($"{number:D4}"));
        Assert.Equal(10_000, numbers.Distinct().Count());
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "abd", 1)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("abc", "xabc", 1)]
    [InlineData("abcd", "badc", 2)]
    [InlineData("abcdef", "abxdey", 2)]
    [InlineData("abc", "xyz", null)]
    [InlineData("abc", "abcdef", null)]
    [InlineData("abcdefgh", "bcdefgha", 2)]
    public void EditDistance_UpToTwo_IsCounted(string left, string right, int? expected)
    {
        Assert.Equal(expected, EditDistance.Within(left, right, 2));
        Assert.Equal(expected, EditDistance.Within(right, left, 2));
    }
}
