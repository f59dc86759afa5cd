using System.Text.Json;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Capture;

namespace Archive.Web.Tests.Capturing;

/// <summary>Release by four eyes, and what is looked at once more afterwards.</summary>
public sealed class ReleaseTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Visitor _ilze = null!, _anna = null!, _keeper = null!;

    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync(new() { Options = new() { SecondLook = true, SampleShare = 0.5, RequestsPerMinute = 1_000_000 } });
        _ilze = await _service.PersonAsync("ilze", Roles.Operator);
        _anna = await _service.PersonAsync("anna", Roles.Operator);
        _keeper = await _service.PersonAsync("keeper", Roles.Archivist);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Release_ByWhoApprovedItOrUnapproved_IsRefused()
    {
        var batch = await FinishedBatchAsync();
        Assert.Equal("secondLookNeeded", Obstacle(await PostAsync(_ilze, batch, "release")));
        Assert.Equal("ilze", (await PostAsync(_ilze, batch, "approve")).Is(200).Json.GetProperty("approvedBy").GetString());
        Assert.Equal("secondLookNeeded", Obstacle(await PostAsync(_ilze, batch, "release")));

        Assert.Equal("released", (await PostAsync(_anna, batch, "release")).Is(200).Json.GetProperty("stage").GetString());

        Assert.Equal("over", Obstacle(await PostAsync(_anna, batch, "approve")));
        Assert.True((await _ilze.GetAsync("/api/v1/session")).Is(200).Json.GetProperty("secondLook").GetBoolean());
    }

    [Fact]
    public async Task Approve_BatchThatCannotBeReleased_SaysWhatIsInTheWay()
    {
        var batch = await FinishedBatchAsync(sheets: 9);
        Assert.Equal("notBalanced", Obstacle(await PostAsync(_ilze, batch, "approve")));
        (await _ilze.PostAsync($"/api/v1/batches/{batch}/approve", new { })).IsProblem(428, "versionNeeded");
        (await _ilze.PostAsync($"/api/v1/batches/{batch}/approve", new { }, ("If-Match", "\"77\""))).Is(409);
    }

    [Fact]
    public async Task Samples_OfARelease_AreJudgedBySomebodyElseOnce()
    {
        var batch = await FinishedBatchAsync();
        await PostAsync(_ilze, batch, "approve");
        await PostAsync(_anna, batch, "release");

        var drawn = (await _keeper.GetAsync("/api/v1/samples")).Is(200).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(2, drawn.Count);
        var id = drawn[0].GetProperty("id").GetInt64();
        (await _keeper.GetAsync(drawn[0].GetProperty("image").GetString() + "/info.json")).Is(200);
        foreach (var own in new[] { _ilze, _anna }) (await own.PostAsync($"/api/v1/samples/{id}", new { verdict = "good" })).IsProblem(409, "ownWork");
        (await _keeper.PostAsync($"/api/v1/samples/{id}", new { verdict = "cutOff", note = new string('x', 501) })).IsProblem(422, "invalid");
        (await _keeper.PostAsync($"/api/v1/samples/{id}", new { verdict = "cutOff", note = " left edge " })).Is(204);
        (await _keeper.PostAsync($"/api/v1/samples/{id}", new { verdict = "good" })).IsProblem(409, "judged");
        (await _keeper.PostAsync("/api/v1/samples/99999", new { verdict = "good" })).IsProblem(404, "notFound");

        var judged = Assert.Single((await _keeper.GetAsync("/api/v1/samples?judged=true")).Is(200).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(("cutOff", "left edge", "keeper"), (judged.GetProperty("verdict").GetString(), judged.GetProperty("note").GetString(), judged.GetProperty("judgedBy").GetString()));
        var week = Assert.Single(Assert.Single(Drift(await _keeper.GetAsync("/api/v1/samples/drift?by=operator"), "ilze")).GetProperty("weeks").EnumerateArray());
        Assert.Equal((1, 4, 2, 1, 1), (week.GetProperty("batches").GetInt32(), week.GetProperty("pages").GetInt32(), week.GetProperty("sampled").GetInt32(), week.GetProperty("judged").GetInt32(), week.GetProperty("defects").GetInt32()));
        Assert.Single(Drift(await _keeper.GetAsync("/api/v1/samples/drift?by=device"), ""));
        (await _keeper.GetAsync("/api/v1/samples/drift?by=size")).IsProblem(422, "invalid");
        (await _keeper.GetAsync("/api/v1/samples/drift?weeks=0")).IsProblem(422, "invalid");
    }

    [Fact]
    public async Task Samples_OfFilesThatAreNotSeen_AreNotShown()
    {
        var batch = await FinishedBatchAsync(caseNumber: "PMR-2020-00007");
        await PostAsync(_ilze, batch, "approve");
        await PostAsync(_anna, batch, "release");
        var stranger = await _service.PersonAsync("stranger", Roles.Archivist, [Register.Uat]);

        Assert.Empty((await stranger.GetAsync("/api/v1/samples")).Is(200).Json.GetProperty("items").EnumerateArray());
        var id = (await _keeper.GetAsync("/api/v1/samples")).Is(200).Json.GetProperty("items")[0].GetProperty("id").GetInt64();
        (await stranger.PostAsync($"/api/v1/samples/{id}", new { verdict = "good" })).IsProblem(404, "notFound");
    }

    private static IEnumerable<JsonElement> Drift(Answer answer, string name) => answer.Is(200).Json.GetProperty("items").EnumerateArray().Where(series => series.GetProperty("name").GetString() == name);

    private static string? Obstacle(Answer answer) => Assert.Single(answer.IsProblem(409, "obstacles").Json.GetProperty("obstacles").EnumerateArray()).GetString();

    private static async Task<Answer> PostAsync(Visitor who, long batch, string what)
    {
        var version = (await who.GetAsync($"/api/v1/batches/{batch}")).Is(200).Json.GetProperty("version").GetInt64();
        return await who.PostAsync($"/api/v1/batches/{batch}/{what}", new { }, ("If-Match", $"\"{version}\""));
    }

    /// <summary>A batch of ilze's with four finished pages, closed.</summary>
    private async Task<long> FinishedBatchAsync(int sheets = 4, string? caseNumber = null)
    {
        var (batch, pages) = await Shelf.Empty(_service).CaptureAsync("ilze", 4, sheets);
        if (caseNumber is not null)
            await _service.Stores.Catalog.Captures.ArrangeAsync(batch.BatchId, batch.Version, new Dictionary<long, PageArrangement> { [pages[0].Page.Id] = pages[0].Arrangement with { Starts = PageStart.File, Case = CaseNumber.Parse(caseNumber) } }, default);
        return batch.BatchId;
    }
}
