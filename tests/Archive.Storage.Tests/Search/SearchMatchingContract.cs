namespace Archive.Storage.Tests.Search;

/// <summary>The contract about what is found by what, and in which order.</summary>
public abstract class SearchMatchingContract : SearchFacetContract
{
    [Theory]
    [InlineData("uzturēšanās atļauja")]
    [InlineData("uzturesanas atlauja")]
    [InlineData("UZTURĒŠANĀS ATĻAUJA")]
    [InlineData("uzturēšanās  ATLAUJA,")]
    [InlineData("uzture\u0304s\u030canās atļauja")]
    public async Task Search_LatvianWithAndWithoutDiacritics_FindsTheSame(string query)
    {
        await IndexAsync("Izsniegta uzturēšanās atļauja, derīga līdz 2027. gadam.", "Uzturesanas atlauja nav izsniegta.", "Pases numurs LV1234567.");
        Assert.Equal(["F1", "F2"], (await FilesAsync(query)).Split(' ').Order());
    }

    [Theory]
    [InlineData("миграция")]
    [InlineData("МИГРАЦИЯ")]
    [InlineData("миграции")]
    [InlineData("миграционный")]
    public async Task Search_RussianWord_FindsItsInflections(string query)
    {
        await IndexAsync("Закон о миграции", "Управление миграционной службы", "Миграция населения", "Справка о регистрации брака");
        Assert.Equal(["F1", "F2", "F3"], (await FilesAsync(query)).Split(' ').Order());
    }

    [Fact]
    public async Task Search_RussianYo_IsYe()
    {
        await IndexAsync("ребёнок родился", "ребенок родился");
        Assert.Equal("F1 F2", await FilesAsync("ребёнок"));
        Assert.Equal("F1 F2", await FilesAsync("РЕБЕНОК"));
    }

    [Theory]
    [InlineData("atļauja", "Lēmums par atļaujas izsniegšanu")]
    [InlineData("lēmums", "Ar šo lēmumu")]
    [InlineData("pilsonis", "Latvijas pilsoņiem")]
    [InlineData("iesniegums", "pēc iesniegumiem")]
    [InlineData("pase", "derīgas pases")]
    [InlineData("permits", "a residence permit")]
    public async Task Search_InflectedForm_IsFound(string query, string text)
    {
        await IndexAsync("cits teksts", text);
        Assert.Equal("F2", await FilesAsync(query));
    }

    [Fact]
    public async Task Search_SeveralWords_AreJoinedByAnd()
    {
        await IndexAsync("alfa beta", "alfa", "beta", "beta gamma alfa");
        Assert.Equal(["F1", "F4"], (await FilesAsync("alfa beta")).Split(' ').Order());
        Assert.Equal(["F1", "F4"], (await FilesAsync("alfa AND beta")).Split(' ').Order());
    }

    [Fact]
    public async Task Search_OrMinusAndParentheses_MeanWhatTheySay()
    {
        await IndexAsync("alfa beta", "alfa gamma", "delta beta", "delta gamma");
        Assert.Equal(["F1", "F2", "F3"], (await FilesAsync("alfa OR beta")).Split(' ').Order());
        Assert.Equal("F2", await FilesAsync("alfa -beta"));
        Assert.Equal("F2", await FilesAsync("-beta alfa"));
        Assert.Equal(["F2", "F4"], (await FilesAsync("(alfa OR delta) gamma")).Split(' ').Order());
        Assert.Equal("F4", await FilesAsync("delta -(alfa OR beta)"));
        Assert.Equal(["F1", "F4"], (await FilesAsync("alfa beta OR delta gamma")).Split(' ').Order());
    }

    [Fact]
    public async Task Search_Minus_LeavesOutOnlyTheWordAsWritten()
    {
        await IndexAsync("alfa atļauja", "alfa atļaujas");
        Assert.Equal("F2", await FilesAsync("alfa -atļauja"));
    }

    [Fact]
    public async Task Search_Phrase_NeedsTheWordsInOrder()
    {
        await IndexAsync("pastāvīgās uzturēšanās atļauja", "atļauja uzturēšanās", "uzturēšanās termiņa atļauja");
        Assert.Equal("F1", await FilesAsync("\"uzturēšanās atļauja\""));
        Assert.Equal("F1", await FilesAsync("„uzturesanas atlauja”"));
        Assert.Equal("F1", await FilesAsync("«uzturēšanās atļauja»"));
        Assert.Equal("F1", await FilesAsync("\"uzturēšanās atļ\"*"));
    }

    [Fact]
    public async Task Search_PhraseAcrossLines_IsFound()
    {
        await IndexAsync("termiņa uzturēšanās\natļauja izsniegta");
        Assert.Equal("F1", await FilesAsync("\"uzturēšanās atļauja\""));
    }

    [Fact]
    public async Task Search_Prefix_FindsEveryContinuation()
    {
        await IndexAsync("uzturēšanās", "uzturlīdzekļi", "uzskaite", "uzturs");
        Assert.Equal(["F1", "F2", "F4"], (await FilesAsync("uztur*")).Split(' ').Order());
        Assert.Equal("F1", await FilesAsync("UZTURĒ*"));
    }

    [Theory]
    [InlineData("PMR-2019-00017")]
    [InlineData("pmr-2019-00017")]
    [InlineData("\"PMR 2019 00017\"")]
    [InlineData("00017")]
    [InlineData("PMR-2019*")]
    [InlineData("12.03.2019")]
    [InlineData("12.03.2019.")]
    [InlineData("010190-12345")]
    [InlineData("010190")]
    public async Task Search_NumbersAndDates_AreFoundWholeAndInPieces(string query)
    {
        await IndexAsync("Lieta PMR-2019-00017 no 12.03.2019. Personas kods 010190-12345.", "Lieta PMR-2019-00018 no 03.12.2019. Personas kods 010190 12354.");
        var found = (await FilesAsync(query)).Split(' ');
        Assert.Contains("F1", found);
        Assert.Equal(query is "PMR-2019*" or "010190", found.Contains("F2"));
    }

    [Fact]
    public async Task Search_NumberMisreadAsLetters_IsANearMiss()
    {
        await IndexAsync("Nr. OOO17", "Nr. 00018", "Nr. 00017");
        Assert.Equal("F3 F1", await FilesAsync("00017"));
    }

    [Theory]
    [InlineData("uzturēšonās", "uzturēšanās")]
    [InlineData("uzturšanās", "uzturēšanās")]
    [InlineData("modernizācija", "modemizācija")]
    [InlineData("klinika", "k1inika")]
    [InlineData("adrese", "aclrese")]
    [InlineData("permit", "perrnit")]
    [InlineData("residence", "resldcnce")]
    [InlineData("гражданство", "rpaждaнctво")]
    [InlineData("гражданство", "гpaжданcтвo")]
    [InlineData("лицом", "лицон")]
    public async Task Search_NearMisses_AreFoundEitherWay(string one, string other)
    {
        await IndexAsync($"aaa {one} bbb", $"aaa {other} bbb", "aaa bbb");
        Assert.Equal("F1 F2", await FilesAsync(one));
        Assert.Equal("F2 F1", await FilesAsync(other));
    }

    [Theory]
    [InlineData("alfa", "alva")]
    [InlineData("klase", "klisa")]
    [InlineData("20190", "20191")]
    [InlineData("iesniegums", "iebildums")]
    public async Task Search_WordsTooShortOrTooFar_AreNoNearMisses(string one, string other)
    {
        await IndexAsync(one, other);
        Assert.Equal("F1", await FilesAsync(one));
    }

    [Fact]
    public async Task Search_Ranking_ExactAboveInflectedAboveNearMiss()
    {
        // The near miss stands often and alone on its page, the exact word once among many: rarity and density speak for the wrong one.
        var filler = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"vārds{i}"));
        await IndexAsync("uzturēšonās uzturēšonās uzturēšonās", "uzturēšana uzturēšana", $"{filler} uzturēšanās", "uzturēšanās", $"{filler} uzturēšanās");

        var result = await SearchAsync("uzturēšanās");

        Assert.Equal(["F4", "F3", "F5", "F2", "F1"], result.Hits.Select(hit => hit.FileId));
        Assert.Equal(result.Hits.Select(hit => hit.Score).OrderDescending(), result.Hits.Select(hit => hit.Score));
        Assert.True(result.Hits[2].Score > result.Hits[3].Score && result.Hits[3].Score > result.Hits[4].Score);
    }

    [Fact]
    public async Task Search_PhraseWithAMisreadWord_RanksBelowTheExactPhrase()
    {
        await IndexAsync("uzturēšonās atļauja", "uzturēšanās atļauja", "uzturēšonās bez atļauja");
        Assert.Equal("F2 F1", await FilesAsync("\"uzturēšanās atļauja\""));
    }

    [Fact]
    public async Task Search_UnfinishedPhraseWithManyContinuations_RanksAMisreadWordBelowTheRightOne()
    {
        var continuations = string.Join(' ', Enumerable.Range(0, 300).Select(i => $"atļau{(char)('b' + i % 20)}{(char)('b' + i / 20)}"));
        await IndexAsync("uzturēšanās atļauja lēmvms", "uzturēšanās atļauja lēmums", continuations);
        var hits = (await SearchAsync("\"uzturēšanās atļau\"* lēmums")).Hits;
        Assert.Equal(["[uzturēšanās] [atļauja] [lēmums]", "[uzturēšanās] [atļauja] [lēmvms]"], hits.Select(hit => hit.Snippet));
    }

    [Theory]
    [InlineData("termiņa uzturē-\nšanās atļauja", "uzturēšanās")]
    [InlineData("termiņa uzturē\u00AD\nšanās atļauja", "uzturēšanās")]
    [InlineData("termiņa uzturē-\nšanās atļauja", "\"uzturēšanās atļauja\"")]
    [InlineData("termiņa uzturē-\nšanās atļauja", "uztures*")]
    [InlineData("Dienvid-\naustrumu robeža", "dienvid")]
    [InlineData("sociāli-\nekonomisks", "\"sociāli ekonomisks\"")]
    [InlineData("Lieta PMR-\n2019-00017", "PMR-2019-00017")]
    public async Task Search_WordDividedAtTheLinesEnd_IsFound(string text, string query)
    {
        await IndexAsync("cits teksts", text);
        Assert.Equal("F2", await FilesAsync(query));
    }
}
