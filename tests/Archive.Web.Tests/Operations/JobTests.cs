using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Web.Operations;

namespace Archive.Web.Tests.Operations;

/// <summary>Work in the background, as every node of the service tells of it.</summary>
public sealed class JobTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Visitor _chief = null!;

    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _chief = await _service.PersonAsync("chief", Roles.Administrator);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task List_NothingBegunYet_HasEveryJobIdle()
    {
        var jobs = (await _chief.GetAsync("/api/v1/operations/jobs")).Is(200).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["fixity", "reindex", "verify"], jobs.Select(job => job.GetProperty("name").GetString()));
        Assert.All(jobs, job => Assert.Equal("idle", job.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Start_Verification_IsToldToItsEndOnEveryNode()
    {
        (await _chief.PostAsync("/api/v1/operations/jobs/verify", null)).Is(202);
        var node = await _service.AddNodeAsync(new() { RequestsPerMinute = 1_000_000 });
        var told = await UntilAsync(node.Urls.First(), job => job.GetProperty("finishedAt").ValueKind == System.Text.Json.JsonValueKind.String);
        Assert.Equal(("idle", 1, "0 objects read back, 0 findings", Environment.MachineName), (told.GetProperty("state").GetString(), told.GetProperty("progress").GetInt32(), told.GetProperty("detail").GetString(), told.GetProperty("node").GetString()));
    }

    [Fact]
    public async Task List_NodeOfARunningJobDied_SaysSo()
    {
        var now = _service.Time.GetUtcNow();
        await _service.Stores.Catalog.Jobs.TellAsync(new("verify", JobState.Running, "other", 0.5, now, now, null, "7 objects read back"), default);
        Assert.Equal("running", (await VerifyAsync(_service.Address)).GetProperty("state").GetString());
        _service.Time.Advance(TimeSpan.FromMinutes(2));
        var told = await VerifyAsync(_service.Address);
        Assert.Equal(("failed", Jobs.EndedNode), (told.GetProperty("state").GetString(), told.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Start_SameWorkGoesOnOnAnotherNode_IsRefused()
    {
        var now = _service.Time.GetUtcNow();
        await _service.Stores.Catalog.Jobs.TellAsync(new("verify", JobState.Running, "other", 0.5, now, now, null, "7 objects read back"), default);
        foreach (var same in new[] { "verify", "fixity" }) (await _chief.PostAsync($"/api/v1/operations/jobs/{same}", null)).IsProblem(409, "jobBusy");
        (await _chief.PostAsync("/api/v1/operations/jobs/reindex", null)).Is(202);
        _service.Time.Advance(TimeSpan.FromMinutes(2));
        (await _chief.PostAsync("/api/v1/operations/jobs/fixity", null)).Is(202);
    }

    [Fact]
    public async Task Start_UnknownJob_IsNotFound() => (await _chief.PostAsync("/api/v1/operations/jobs/format", null)).IsProblem(404, "notFound");

    private async Task<System.Text.Json.JsonElement> UntilAsync(string address, Func<System.Text.Json.JsonElement, bool> isSo)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (await VerifyAsync(address) is var job && isSo(job)) return job;
            await Task.Delay(50);
        }

        throw new TimeoutException("The job did not come to its end.");
    }

    private async Task<System.Text.Json.JsonElement> VerifyAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address + "/api/v1/operations/jobs");
        request.Headers.Add("Cookie", $"archive-local={_chief.Token}");
        using var answer = await _service.Http.SendAsync(request);
        return System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement.GetProperty("items").EnumerateArray().Single(job => job.GetProperty("name").GetString() == "verify");
    }
}
