using System.Globalization;
using Archive.Domain;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests;

/// <summary>Nodes as processes on a bad day: a store that fails half the time, clocks that are wrong, a page that kills who works it.</summary>
public sealed class BadDayTests(ITestOutputHelper output) : IAsyncLifetime
{
    private Servers _servers = null!;

    public async Task InitializeAsync() => _servers = await Servers.StartAsync();

    public async Task DisposeAsync() => await _servers.DisposeAsync();

    [Fact]
    public async Task Worker_ObjectStoreBusyAndCuttingOff_EndsAsOneMachineUndisturbed()
    {
        _servers.PutSamples(3);
        var random = new Random(503);
        await using var line = new FaultProxy(_servers.Azurite.Port, _ =>
        {
            lock (random)
            {
                return random.Next(12) switch
                {
                    0 or 1 => Fault.Busy,
                    2 => Fault.TruncateAnswer,
                    3 => Fault.TruncateRequest,
                    4 => Fault.LoseAnswer,
                    _ => Fault.None,
                };
            }
        });
        _servers.Objects = AzuriteServer.ConnectionStringAt(line.Port);
        var worker = _servers.StartWorker(1);

        var ingest = _servers.StartIngest();
        var (alone, shared) = (await _servers.IngestAloneAsync(), await ingest.EndAsync());

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line.Faults} requests met a fault"));
        Assert.True(line.Faults > 0);
        Assert.Equal(Servers.Digests(alone), Servers.Digests(shared));
        Assert.All(await _servers.PagesAsync(), page => Assert.Equal((PageState.Finished, 0), (page.State, page.Failures)));
        Assert.DoesNotContain("bug", worker.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workers_ClocksTenMinutesApart_NoLeaseIsTakenOverEarlyOrKeptForEver()
    {
        if (FakeClock.Library is null)
        {
            output.WriteLine(FakeClock.Skipped);
            return;
        }

        _servers.PutSamples(4);
        var alone = await _servers.IngestAloneAsync();
        var slow = _servers.StartWorker(1, FakeClock.OffBy(TimeSpan.FromMinutes(-5)));
        var fast = _servers.StartWorker(2, FakeClock.OffBy(TimeSpan.FromMinutes(5)));
        var ingest = _servers.StartIngest();
        // The one that is ahead dies with a page in hand: by its own clock it would have been seen five minutes later than now.
        await Servers.UntilAsync(async () => (await _servers.PagesAsync()).Any(page => page.State == PageState.InWork) && fast.Workers().Count > 0, "both work");
        var before = (await _servers.PagesAsync()).Sum(page => page.Attempts);
        fast.Kill();

        var shared = await ingest.EndAsync();

        Assert.Equal(Servers.Digests(alone), Servers.Digests(shared));
        var pages = await _servers.PagesAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before} attempts before the kill, {pages.Sum(page => page.Attempts)} in the end"));
        // At most the page in hand of the killed one was begun again: nobody took over from the one that is behind.
        Assert.InRange(pages.Sum(page => page.Attempts), pages.Count, pages.Count + 1);
        Assert.True(await slow.StillRunsAfterAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task Worker_KilledByItsPageAgainAndAgain_CountsEachAttemptBeforeItAndGivesUpTheText()
    {
        // As many hosts must have died with a page before it is suspected (PagePolicy); most of these deaths are told to the catalog here.
        const int deaths = 20;
        const int real = 2;
        _servers.PutSamples(1);
        await _servers.RunAsync("ingest", _servers.Scratch.Inputs, "--detach");
        await _servers.SqlAsync($"update page set attempts = {deaths - real}");
        for (var death = 1; death <= real; death++)
        {
            var worker = _servers.StartWorker(1);
            await Servers.UntilAsync(async () => Assert.Single(await _servers.PagesAsync()).Attempts == deaths - real + death, "the attempt is counted");
            worker.Kill();
            await worker.EndAsync();
            var left = Assert.Single(await _servers.PagesAsync());
            Assert.Equal((PageState.InWork, 0), (left.State, left.Failures));
            // Nobody has to wait for the lease to run out.
            await _servers.SqlAsync("update node set seen_at = seen_at - interval '1 hour'");
        }

        _servers.StartWorker(1);
        await Servers.UntilAsync(async () => Assert.Single(await _servers.PagesAsync()).State == PageState.Finished, "the page is finished");

        var page = Assert.Single(await _servers.PagesAsync());
        output.WriteLine($"{page.Result!.Outcome}: {page.Result.Reason}");
        Assert.Equal((PageOutcome.NeedsOperator, deaths + 1), (page.Result.Outcome, page.Attempts));
        Assert.NotNull(page.Image);
        Assert.Null(page.Text);
    }
}
