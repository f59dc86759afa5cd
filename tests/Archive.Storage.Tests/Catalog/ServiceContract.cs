using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Catalog;

/// <summary>What nodes of the service share, in every catalog: jobs, and answers to requests with a key.</summary>
public abstract class ServiceContract : CatalogContract
{
    private static readonly KeyedRequest Asked = new("anna", "k-1", Sha256Digest.Of("POST /batches"u8));

    private DateTimeOffset Now => Time.GetUtcNow();

    [Fact]
    public async Task Job_ToldAgain_TakesThePlaceOfWhatWasSaid()
    {
        var job = new JobRecord("verify", JobState.Running, "a", 0.25, Now, Now, null, "1 of 4");
        await Catalog.Jobs.TellAsync(job, None);
        await Catalog.Jobs.TellAsync(job with { Name = "backup", Progress = null, Detail = null }, None);
        var ended = job with { State = JobState.Failed, Node = "b", Progress = 1, ToldAt = Now.AddMinutes(1), FinishedAt = Now.AddMinutes(1), Detail = "4 of 4" };
        await Catalog.Jobs.TellAsync(ended, None);
        await ReopenAsync();
        Assert.Equal([job with { Name = "backup", Progress = null, Detail = null }, ended], await Catalog.Jobs.ListAsync(None));
    }

    [Fact]
    public async Task Answer_Kept_IsGivenToWhoAsksAgain()
    {
        Assert.Null(await BeginAsync(Asked));
        Assert.Equal(new EarlierRequest(Asked.Request, null), await BeginAsync(Asked));
        await Catalog.Answers.KeepAsync(Asked, new(201, new Dictionary<string, string> { ["ETag"] = "\"1\"" }, [1, 2, 0]), None);
        await ReopenAsync();
        var earlier = (await BeginAsync(Asked with { Request = Sha256Digest.Of([]) }))!;
        Assert.Equal(Asked.Request, earlier.Request);
        Assert.Equal((201, "\"1\""), (earlier.Answer!.Status, earlier.Answer.Headers["ETag"]));
        Assert.Equal<byte>([1, 2, 0], earlier.Answer.Body);
        Assert.Null(await BeginAsync(Asked with { Caller = "ilze" }));
        Assert.Null(await BeginAsync(Asked with { Key = "k-2" }));
    }

    [Fact]
    public async Task Request_Forgotten_IsBegunAnewAndAnAnswerIsNot()
    {
        await BeginAsync(Asked);
        await Catalog.Answers.ForgetAsync(Asked, None);
        Assert.Null(await BeginAsync(Asked));
        await Catalog.Answers.KeepAsync(Asked, new(204, new Dictionary<string, string>(), []), None);
        await Catalog.Answers.ForgetAsync(Asked, None);
        Assert.Equal(204, (await BeginAsync(Asked))!.Answer!.Status);
    }

    [Fact]
    public async Task Request_UnansweredForLong_IsTakenOver()
    {
        await BeginAsync(Asked);
        Time.Advance(TimeSpan.FromMinutes(4));
        Assert.NotNull(await BeginAsync(Asked));
        Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await BeginAsync(Asked));
        await Catalog.Answers.KeepAsync(Asked, new(204, new Dictionary<string, string>(), []), None);
        Time.Advance(TimeSpan.FromMinutes(20));
        Assert.NotNull(await BeginAsync(Asked));
        await Catalog.Answers.RemoveBeforeAsync(Now.AddMinutes(-30), None);
        Assert.NotNull(await BeginAsync(Asked));
        await Catalog.Answers.RemoveBeforeAsync(Now.AddMinutes(-10), None);
        Assert.Null(await BeginAsync(Asked));
    }

    [Fact]
    public async Task Begin_ManyAtOnce_OneAnswers()
    {
        var begun = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => BeginAsync(Asked))));
        Assert.Single(begun, earlier => earlier is null);
    }

    private Task<EarlierRequest?> BeginAsync(KeyedRequest request) => Catalog.Answers.BeginAsync(request, Now, Now.AddMinutes(-5), None);
}
