using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Search;

/// <summary>The contract about what people may type.</summary>
public abstract class SearchSyntaxContract : SearchHitContract
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("!!! ... ---")]
    [InlineData("-alfa")]
    [InlineData("-alfa -beta")]
    [InlineData("alfa OR -beta")]
    [InlineData("\"alfa beta")]
    [InlineData("alfa \"\"")]
    [InlineData("alfa \" - \"")]
    [InlineData("(alfa")]
    [InlineData("alfa)")]
    [InlineData("alfa ()")]
    [InlineData("()")]
    [InlineData("OR alfa")]
    [InlineData("alfa OR")]
    [InlineData("alfa OR OR beta")]
    [InlineData("AND")]
    [InlineData("alfa AND")]
    [InlineData("alfa AND OR beta")]
    [InlineData("alfa AND AND beta")]
    [InlineData("alfa -OR beta")]
    [InlineData("*")]
    [InlineData("alfa *")]
    [InlineData("al*fa")]
    [InlineData("alfa -(-beta)")]
    public async Task Search_CannotBeUnderstood_SaysWhy(string query)
    {
        await IndexAsync("alfa beta");
        var error = await Assert.ThrowsAsync<SearchSyntaxException>(() => SearchAsync(query));
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("fts5", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("SQL", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("alfa'; drop table page; --")]
    [InlineData("alfa NEAR beta")]
    [InlineData("NEAR(alfa beta, 5)")]
    [InlineData("words:alfa")]
    [InlineData("{words pieces}:alfa")]
    [InlineData("^alfa")]
    [InlineData("alfa + beta")]
    [InlineData("alfa NOT beta")]
    [InlineData("alfa - beta")]
    [InlineData("alfa--beta")]
    [InlineData("--alfa beta")]
    [InlineData("alfa \\ % _ ; , : [ ] { }")]
    [InlineData("alfa\0beta")]
    [InlineData("alfa\ud800 \udc00beta")]
    [InlineData("\U0001F600 alfa")]
    [InlineData("\U00010330\U00010331 alfa")]
    [InlineData("العربية alfa 漢字 ßøæ")]
    [InlineData("((((((((((alfa))))))))))")]
    [InlineData("a* b* c*")]
    public async Task Search_AnythingElseTyped_IsAnsweredWithoutError(string query)
    {
        await IndexAsync("alfa beta", "near not drop table page");
        var result = await SearchAsync(query);
        Assert.Equal(result.Total, result.Hits.Count);
    }

    [Fact]
    public async Task Search_RandomTyping_GivesAnAnswerOrASyntaxError()
    {
        await IndexAsync("alfa beta gamma 12.03.2019 uzturē-\nšanās");
        var pieces = new[] { "alfa", "beta", "uzturēšanās", "12", " ", " ", "(", ")", "\"", "-", "*", "OR", "AND", "'", "\\", "„", "”", "«", "\0", "\ud800", ":", "^", "+" };
        var random = new Random(20_260_302);
        var answered = 0;
        for (var round = 0; round < 400; round++)
        {
            var query = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                await SearchAsync(query);
                answered++;
            }
            catch (SearchSyntaxException)
            {
                // The only other answer.
            }
        }
        Assert.InRange(answered, 50, 399);
    }

    [Fact]
    public async Task Search_TooLongOrTooManyWords_IsASyntaxError()
    {
        await Assert.ThrowsAsync<SearchSyntaxException>(() => SearchAsync(new string('a', 5000)));
        await Assert.ThrowsAsync<SearchSyntaxException>(() => SearchAsync(string.Join(' ', Enumerable.Repeat("a", 100))));
        await Assert.ThrowsAsync<SearchSyntaxException>(() => SearchAsync(new string('(', 50) + "a" + new string(')', 50)));
    }

    [Fact]
    public async Task Search_ManyLongWordsWithManyVariants_IsAnswered()
    {
        var words = Enumerable.Range(0, 40).Select(i => $"uzturēšan{(char)('a' + i % 26)}{(char)('a' + i / 2)}").ToList();
        await IndexAsync(string.Join(' ', words));
        Assert.Equal(1, (await SearchAsync(string.Join(' ', words.Take(40)))).Total);
    }

    [Fact]
    public async Task Search_LongPhraseOfWordsWithManyVariants_IsAnswered()
    {
        var words = string.Join(' ', Enumerable.Range(0, 40).Select(i => $"uzturēšan{(char)('a' + i % 26)}{(char)('a' + i / 2)}"));
        await IndexAsync(words, "cits teksts");
        Assert.Equal("F1", await FilesAsync($"\"{words}\""));
        Assert.Equal("", await FilesAsync($"\"{string.Join(' ', Enumerable.Repeat("1234", 190))}\""));
    }

    [Fact]
    public async Task Search_NestedParentheses_AreAnswered()
    {
        await IndexAsync("alfa beta");
        var query = string.Concat(Enumerable.Repeat("(", 8)) + "alfa OR beta" + string.Concat(Enumerable.Repeat(") gamma OR delta", 8)) + " OR alfa";
        Assert.Equal("F1", await FilesAsync(query));
    }

    [Fact]
    public async Task Search_NegativeWindow_Throws()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SearchAsync("alfa", offset: -1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SearchAsync("alfa", limit: -1));
    }
}
