using System.Text.Json;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Audit;

namespace Archive.Web.Tests.Reading;

/// <summary>Who sees which file, by every way that leads to one; of the others not even that they are there.</summary>
public sealed class VisibilityTests(ShelfFixture fixture) : IClassFixture<ShelfFixture>
{
    private static int _people;

    private readonly TestService _service = fixture.Service;
    private readonly Shelf _shelf = fixture.Shelf;

    /// <summary>Every way to a file; {0} stands for its id.</summary>
    private static readonly string[] AllWays =
    [
        "/api/v1/files/{0}", "/api/v1/files/{0}/pages/1/text", "/api/v1/files/{0}/hits?q=uzturēšanās", "/api/v1/files/{0}/pdf", "/iiif/3/{0}-p1/info.json", "/iiif/3/{0}-p1/full/max/0/default.jpg",
        "/iiif/3/{0}-p2/0,0,512,512/512,512/0/default.jpg", "/iiif/3/{0}-p2/full/80,/0/default.png", "/iiif/presentation/3/{0}/manifest", "/iiif/search/2/{0}?q=uzturēšanās", "/api/v1/files/{0}/grants",
    ];

    public static TheoryData<string> Ways => [.. AllWays];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task File_OfAnotherRegisterUnitOrRestricted_IsAnsweredAsIfItWereNotThere(string way)
    {
        var (asylums, permits) = (await PersonAsync([Register.Pmr], []), await PersonAsync([Register.Uat], ["cesis"]));
        var nothing = (await asylums.GetAsync(string.Format(null, way, "F99999999"))).IsProblem(404, "notFound").Telling;

        foreach (var hidden in new[] { _shelf.Permit, _shelf.Riga, _shelf.Secret }) Assert.Equal(nothing, (await asylums.GetAsync(string.Format(null, way, hidden))).Telling);
        foreach (var hidden in new[] { _shelf.Asylum, _shelf.Riga, _shelf.Secret }) Assert.Equal(nothing, (await permits.GetAsync(string.Format(null, way, hidden))).Telling);
        (await asylums.GetAsync(string.Format(null, way, _shelf.Asylum))).Is(200);
        (await permits.GetAsync(string.Format(null, way, _shelf.Permit))).Is(200);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task File_Restricted_NeedsAGrantThenAPurpose(string way)
    {
        var (reader, path) = (await PersonAsync(), string.Format(null, way, _shelf.Secret));
        (await reader.GetAsync(path)).IsProblem(404, "notFound");
        (await reader.PostAsync($"/api/v1/files/{_shelf.Secret}/purpose", new { purpose = "no reason" })).IsProblem(404, "notFound");
        await GrantAsync(reader);
        // Who was let in may look after access without reading the file.
        if (!way.EndsWith("grants", StringComparison.Ordinal)) (await reader.GetAsync(path)).IsProblem(403, "purposeNeeded");

        await reader.StatePurposeAsync(_shelf.Secret, " iesniegums Nr. 5 ");

        (await reader.GetAsync(path)).Is(200);
        // It holds for this session and this file alone.
        if (!way.EndsWith("grants", StringComparison.Ordinal)) (await (await _service.LogInAsync(reader.Account)).GetAsync(path)).IsProblem(403, "purposeNeeded");
    }

    [Fact]
    public async Task Purpose_Stated_IsInTheLedgerWithEveryReading()
    {
        var reader = await PersonAsync();
        await GrantAsync(reader);
        foreach (var purpose in new[] { "", "  ab ", new string('x', 501) }) (await reader.PostAsync($"/api/v1/files/{_shelf.Secret}/purpose", new { purpose })).IsProblem(422, "invalid");
        await reader.StatePurposeAsync(_shelf.Secret, " iesniegums Nr. 5 ");
        foreach (var way in AllWays.Where(way => !way.EndsWith("grants", StringComparison.Ordinal) && !way.EndsWith("info.json", StringComparison.Ordinal)))
            (await reader.GetAsync(string.Format(null, way, _shelf.Secret))).Is(200);

        var told = await reader.ToldAsync();
        Assert.True(told.Count >= 8, string.Join('\n', told));
        Assert.All(told, one => Assert.Equal((_shelf.Secret, "iesniegums Nr. 5"), (one.Subject, one.Purpose)));
    }

    [Theory]
    [InlineData("PMR", "", "asylum")]
    [InlineData("UAT", "", "permit")]
    [InlineData("UAT", "riga", "permit riga")]
    [InlineData("UAT", "cesis", "permit")]
    [InlineData("UAT", "*", "permit riga")]
    [InlineData("PMR UAT", "*", "asylum permit riga")]
    [InlineData("", "*", "")]
    public async Task Lists_AndSearches_ShowAndCountWhatIsSeenAlone(string registers, string units, string expected)
    {
        var reader = await PersonAsync(registers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => Enum.Parse<Register>(name, ignoreCase: true)).ToArray(), units == "*" ? null : units.Split(' ', StringSplitOptions.RemoveEmptyEntries), Roles.Caseworker);
        var names = new Dictionary<string, string> { [_shelf.Asylum] = "asylum", [_shelf.Secret] = "secret", [_shelf.Permit] = "permit", [_shelf.Riga] = "riga", [_shelf.Loose] = "loose" };
        var count = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

        var list = (await reader.GetAsync("/api/v1/files")).Is(200).Json.GetProperty("items");
        Assert.Equal(expected, string.Join(' ', list.EnumerateArray().Select(file => names[file.GetProperty("id").GetString()!])));

        var found = (await reader.GetAsync($"/api/v1/search?q={Shelf.Common}")).Is(200).Json;
        Assert.Equal(expected, string.Join(' ', Groups(found).Select(id => names[id]).Order(StringComparer.Ordinal)));
        Assert.Equal(2 * count, found.GetProperty("total").GetInt32());
        Assert.Equal(2 * count, found.GetProperty("facets").GetProperty("register").EnumerateArray().Sum(facet => facet.GetProperty("count").GetInt32()));
        Assert.All(found.GetProperty("facets").GetProperty("register").EnumerateArray(), facet => Assert.Contains(facet.GetProperty("value").GetString()!, registers, StringComparison.Ordinal));

        // Words of files that are not seen lead nowhere, however they are asked for.
        foreach (var (_, hidden) in names.Where(one => !expected.Split(' ').Contains(one.Value)))
        {
            foreach (var query in new[] { $"{hidden}word", $"{hidden[..3]}*", $"{hidden}wordd", $"-{hidden}word {hidden}word", $"nothinglikeit OR {hidden}word" })
                Assert.Equal("""{"total":0,"isTotalExact":true,"groups":[],"facets":{"register":[],"year":[],"documentType":[],"language":[],"status":[]},"suggestions":[],"next":null}""", (await reader.GetAsync($"/api/v1/search?q={query}")).Is(200).Text);
        }
    }

    [Theory]
    [InlineData("UAT", 0)]
    [InlineData("PMR", 2)]
    public async Task Search_NarrowedToARegister_WidensNothing(string register, int total)
    {
        var reader = await PersonAsync([Register.Pmr], []);
        Assert.Equal(total, (await reader.GetAsync($"/api/v1/search?q={Shelf.Common}&register={register}")).Is(200).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Search_OfAYear_CountsFilesOfThatYear()
    {
        var reader = await PersonAsync();
        Assert.Equal(4, (await reader.GetAsync($"/api/v1/search?q={Shelf.Common}&year=2021")).Is(200).Json.GetProperty("total").GetInt32());
        Assert.Equal(0, (await reader.GetAsync($"/api/v1/search?q={Shelf.Common}&year=1950")).Is(200).Json.GetProperty("total").GetInt32());
        Assert.Equal(6, (await reader.GetAsync($"/api/v1/search?q={Shelf.Common}&year=2020&year=2021&language=lav&status=read")).Is(200).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Search_Misspelt_OffersWordsOfFilesThatAreSeen()
    {
        var reader = await PersonAsync([Register.Pmr], []);
        Assert.Equal(["asylumword"], Suggestions(await reader.GetAsync("/api/v1/search?q=asylmuwodr")));
        Assert.Empty(Suggestions(await reader.GetAsync("/api/v1/search?q=permitwodr")));
        Assert.Empty(Suggestions(await reader.GetAsync("/api/v1/search?q=secretwodr")));

        static IReadOnlyList<string?> Suggestions(Answer answer) => [.. answer.Is(200).Json.GetProperty("suggestions").EnumerateArray().Select(one => one.GetString())];
    }

    [Fact]
    public async Task Lists_ByCaseOrName_ShowNothingOfOthers()
    {
        var reader = await PersonAsync([Register.Pmr], []);
        Assert.Equal(0, Items(await reader.GetAsync("/api/v1/files?case=UAT-2021-00003")));
        Assert.Equal(0, Items(await reader.GetAsync("/api/v1/files?q=Kalni")));
        Assert.Equal(0, Items(await reader.GetAsync($"/api/v1/files?batch={(await _service.Stores.Catalog.GetFileAsync(_shelf.Permit, default))!.BatchId}")));
        Assert.Equal(1, Items(await reader.GetAsync("/api/v1/files?case=PMR-2020-00001")));
        Assert.Equal(1, Items(await reader.GetAsync("/api/v1/files?q=Ozol")));
        Assert.Equal(0, Items(await reader.GetAsync("/api/v1/files?q=%25")));
    }

    [Fact]
    public async Task File_WithoutCase_IsForOperatorsAndArchivists()
    {
        (await (await PersonAsync(role: Roles.Caseworker)).GetAsync($"/api/v1/files/{_shelf.Loose}")).IsProblem(404, "notFound");
        (await (await PersonAsync(role: Roles.Operator)).GetAsync($"/api/v1/files/{_shelf.Loose}")).Is(200);
        (await (await PersonAsync(role: Roles.Archivist)).GetAsync($"/api/v1/files/{_shelf.Loose}")).Is(200);
    }

    [Theory]
    [InlineData(Roles.Auditor)]
    [InlineData(Roles.Administrator)]
    [InlineData(Roles.Auditor | Roles.Administrator)]
    public async Task Auditor_AndAdministrator_SeeNoFile(Roles role)
    {
        var person = await PersonAsync(role: role);
        await GrantAsync(person);
        foreach (var way in AllWays)
        {
            foreach (var file in _shelf.All) (await person.GetAsync(string.Format(null, way, file))).IsProblem(403, "forbidden");
        }
    }

    [Fact]
    public async Task Grant_Withdrawn_EndsTheReading()
    {
        var reader = await PersonAsync();
        await GrantAsync(reader);
        await reader.StatePurposeAsync(_shelf.Secret);
        (await reader.GetAsync($"/api/v1/files/{_shelf.Secret}")).Is(200);
        var archivist = await PersonAsync();
        await GrantAsync(archivist);
        (await archivist.DeleteAsync($"/api/v1/files/{_shelf.Secret}/grants/{reader.Account.Name}")).Is(204);
        (await reader.GetAsync($"/api/v1/files/{_shelf.Secret}")).IsProblem(404, "notFound");
    }

    [Fact]
    public async Task Refusal_OfAFileNotSeenOrOfNone_GoesTheSameWayAndIsWrittenDown()
    {
        var reader = await PersonAsync([Register.Pmr], []);
        var madeUp = new string('x', 1500);
        string[] tried = [_shelf.Permit, "F99999999", "nothing", "x' or 1=1 --", madeUp];
        foreach (var id in tried) (await reader.GetAsync($"/api/v1/files/{id}")).IsProblem(404, "notFound");
        var told = await reader.ToldAsync();
        Assert.All(told, one => Assert.Equal((AuditAction.ReadFile, AuditOutcome.Refused), (one.Action, one.Outcome)));
        Assert.Equal(tried.Select(id => id == madeUp ? madeUp[..100] : id).Reverse(), told.Select(one => one.Subject));
    }

    private Task<Visitor> PersonAsync(Register[]? registers = null, string[]? units = null, Roles role = Roles.Archivist) =>
        _service.PersonAsync($"reader{Interlocked.Increment(ref _people)}", role, registers, units);

    private Task GrantAsync(Visitor person) => _service.Stores.Catalog.Accounts.GrantAsync(person.Account.Id, _shelf.Secret, "boss", default);

    private static IEnumerable<string> Groups(JsonElement found) => found.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("file").GetProperty("id").GetString()!);

    private static int Items(Answer answer) => answer.Is(200).Json.GetProperty("items").GetArrayLength();
}
