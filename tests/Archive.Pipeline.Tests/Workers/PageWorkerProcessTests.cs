using Archive.Domain;
using Archive.Pipeline.Workers;

namespace Archive.Pipeline.Tests.Workers;

public sealed class PageWorkerProcessTests : IDisposable
{
    private readonly FaultyWorkers _workers = new();

    public void Dispose() => _workers.Dispose();

    [Fact]
    public async Task WorkAsync_GoodPage_ReturnsEveryMeasurement()
    {
        await using var worker = await _workers.StartAsync();

        var worked = Assert.IsType<PageAttempt.Worked>(await worker.WorkAsync(_workers.Page("TEXT:uzturēšanās atļauja;"), default));

        var result = worked.Result.Result;
        Assert.Equal(PageOutcome.Done, result.Outcome);
        Assert.Equal(50, result.Dpi.Value);
        Assert.Equal(-0.25, result.Skew!.Angle.Value);
        Assert.Equal(0.5, result.Skew.Confidence.Value);
        Assert.Equal(0.75, result.Orientation!.Confidence.Value);
        Assert.Equal(new PageText("lav", new Confidence(0.9), 2), result.Text);
        Assert.Equal(AffineTransform.Translation(1.5, -2), result.MasterToPage);
        Assert.Equal(new StageRecord("text", "Done", null, 1.25), Assert.Single(result.Stages));
        Assert.Equal(0.05, result.Inspection!.InkCoverage);
        Assert.Equal("uzturēšanās atļauja\n", await File.ReadAllTextAsync(worked.Result.TextPath!));
        Assert.Equal("scripted", worker.Recipe.Parts["processor"]);
    }

    [Theory]
    [InlineData("crash", PageProblem.Crashed)]
    [InlineData("segfault", PageProblem.Crashed)]
    [InlineData("exit", PageProblem.Crashed)]
    [InlineData("throw", PageProblem.Crashed)]
    [InlineData("nonsense", PageProblem.Crashed)]
    [InlineData("hang", PageProblem.TimedOut)]
    [InlineData("memory", PageProblem.OutOfMemory)]
    public async Task WorkAsync_Misbehaviour_IsToldApartAndEndsTheProcess(string fault, PageProblem expected)
    {
        // The memory hog needs longer than the quick time-out on a busy machine.
        var options = fault == "hang" ? FaultyWorkers.QuickOptions : FaultyWorkers.QuickOptions with { PageTimeout = TimeSpan.FromSeconds(60) };
        await using var worker = await _workers.StartAsync(options);

        var lost = Assert.IsType<PageAttempt.Lost>(await worker.WorkAsync(_workers.Page($"FAULT:{fault};"), default));

        Assert.Equal(expected, lost.Problem);
        Assert.NotEmpty(lost.Detail);
        Assert.False(worker.IsUsable);
        await worker.DisposeAsync();
        Assert.False(Directory.Exists($"/proc/{worker.Id}"));
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("terminated")]
    public async Task WorkAsync_EndedBySomebodyElse_SaysNothingAboutThePage(string how)
    {
        await using var worker = await _workers.StartAsync(FaultyWorkers.QuickOptions with { PageTimeout = TimeSpan.FromSeconds(60) });

        var interrupted = Assert.IsType<PageAttempt.Interrupted>(await worker.WorkAsync(_workers.Page($"FAULT:{how};"), default));

        Assert.Contains("signal", interrupted.Detail, StringComparison.Ordinal);
        Assert.False(worker.IsUsable);
    }

    [Fact]
    public async Task WorkAsync_LibraryPrintsOnStandardOutput_ProtocolHolds()
    {
        await using var worker = await _workers.StartAsync();

        Assert.IsType<PageAttempt.Worked>(await worker.WorkAsync(_workers.Page("FAULT:noise;TEXT:a;"), default));
        Assert.IsType<PageAttempt.Worked>(await worker.WorkAsync(_workers.Page("TEXT:b;"), default));
    }

    [Theory]
    [InlineData("full", "No space")]
    [InlineData("environment", "tesseract-ocr-rus")]
    public async Task WorkAsync_MachineAtFault_ThrowsWithTheFix(string fault, string expected)
    {
        await using var worker = await _workers.StartAsync();

        var problem = await Assert.ThrowsAsync<EnvironmentProblemException>(() => worker.WorkAsync(_workers.Page($"FAULT:{fault};"), default));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorkAsync_ItsShareWorked_IsNoLongerUsable()
    {
        await using var worker = await _workers.StartAsync(FaultyWorkers.QuickOptions with { PagesPerWorker = 2 });

        await worker.WorkAsync(_workers.Page("TEXT:a;"), default);
        Assert.True(worker.IsUsable);
        await worker.WorkAsync(_workers.Page("TEXT:b;"), default);
        Assert.False(worker.IsUsable);
    }

    [Fact]
    public async Task WorkAsync_Cancelled_KillsTheProcess()
    {
        await using var worker = await _workers.StartAsync(FaultyWorkers.QuickOptions with { PageTimeout = TimeSpan.FromMinutes(10) });
        using var stop = new CancellationTokenSource();
        var work = worker.WorkAsync(_workers.Page("FAULT:hang;"), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.False(worker.IsUsable);
    }

    [Fact]
    public async Task StartAsync_ModelMissing_SaysWhichPackage()
    {
        var problem = await Assert.ThrowsAsync<EnvironmentProblemException>(() => PageWorkerProcess.StartAsync(
            FaultyWorkers.CommandWith("missing-model"), FaultyWorkers.QuickOptions, TimeProvider.System, default));

        Assert.Contains("tesseract-ocr-lav", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nowhere/archive")]
    [InlineData(null)]
    public async Task StartAsync_NoWorkerThere_IsAnEnvironmentProblem(string? file)
    {
        var command = file is null ? FaultyWorkers.CommandWith("mute") : new WorkerCommand(file, []);

        await Assert.ThrowsAsync<EnvironmentProblemException>(
            () => PageWorkerProcess.StartAsync(command, FaultyWorkers.QuickOptions, TimeProvider.System, default));
    }
}
