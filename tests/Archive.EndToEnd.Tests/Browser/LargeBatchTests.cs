using System.Diagnostics;
using Archive.Domain;
using Archive.Domain.Capture;
using Archive.Domain.Ports;
using Archive.Storage;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests.Browser;

/// <summary>The service over a finished batch of 1,200 pages, all of which show the same scan.</summary>
public sealed class LargeArchive : ServedArchive
{
    internal const int Pages = 1200;

    internal long BatchId { get; private set; }

    internal override async Task FillAsync()
    {
        using var folder = DataFolder.Open(Data);
        await using var catalog = await folder.OpenCatalogAsync(TimeProvider.System, default);
        var scan = (await catalog.GetPageAsync((await catalog.ListFilesAsync(1, default))[0].Id, 1, default))!;
        var batch = await catalog.CreateBatchAsync("Large box", Sha256Digest.Of("large box"u8), default);
        var feed = await catalog.EnsureFileAsync(batch.Id, 0, "Large box", null, default);
        await catalog.Captures.BeginAsync(batch.Id, feed.Id, "operator", CaptureSource.Upload, Pages, 1, default);
        await catalog.AddSourceAsync(batch.Id, feed.Id, new(0, "large.tif", new(scan.Master, 1), MasterFormat.Tiff, Pages), default);
        while (await catalog.ClaimPageAsync(batch.Id, default) is { } page)
        {
            var result = page.Number % 100 == 50 ? scan.Result! with { Outcome = PageOutcome.NeedsOperator, Problem = PageProblem.LowConfidence } : scan.Result! with { Outcome = PageOutcome.Done, Problem = PageProblem.None };
            await catalog.FinishPageAsync(new(page.Id, result, scan.Image, scan.Alto, scan.Text, Sha256Digest.Of("recipe"u8)), default);
        }

        BatchId = batch.Id;
    }
}

/// <summary>A batch of 1,200 pages opens as quickly as a small one.</summary>
[Collection(LargeCollection.Name)]
public sealed class LargeBatchTests(LargeArchive archive, ITestOutputHelper output)
{
    /// <summary>What the issue allows for the first look at a batch.</summary>
    private const int MostThumbnails = 60;

    [Fact]
    public async Task Review_TwelveHundredPages_AsksForWhatIsInViewAndScrollsToTheLast()
    {
        var page = await archive.LogInAsync("operator", width: 1920);
        var asked = 0;
        page.Request += (_, request) => asked += request.Url.Contains("/full/!200,280/", StringComparison.Ordinal) ? 1 : 0;

        var clock = Stopwatch.StartNew();
        await page.GotoAsync($"/batches/{archive.BatchId}?order=inOrder");
        await page.Locator("[role=option]").First.WaitForAsync();
        var tile = clock.ElapsedMilliseconds;
        await page.WaitForFunctionAsync("() => { const image = document.querySelector('[role=option] img'); return image && image.complete && image.naturalWidth > 0; }");
        output.WriteLine($"{LargeArchive.Pages} pages: first tile after {tile} ms, its picture after {clock.ElapsedMilliseconds} ms");
        // The events of a batch never rest, so the network is never idle.
        await page.WaitForFunctionAsync("() => [...document.images].every(image => image.complete)");
        output.WriteLine($"{asked} thumbnails asked for, all there after {clock.ElapsedMilliseconds} ms");
        await page.ShootAsync("review-large-en-light-1920");
        Assert.InRange(asked, 1, MostThumbnails);

        await page.Keyboard.PressAsync("End");
        var last = page.Locator($"[role=option][aria-posinset='{LargeArchive.Pages}']");
        await last.WaitForAsync();
        Assert.Equal("true", await last.GetAttributeAsync("aria-selected"));
        await page.GetByRole(AriaRole.Heading, new() { Name = "Page 1,200" }).WaitForAsync();
        Assert.InRange(asked, 1, 2 * MostThumbnails);

        await page.GotoAsync($"/batches/{archive.BatchId}");
        await page.Locator("[role=option][aria-posinset='12']").GetByText("Text read with doubt").WaitForAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Page 50", Exact = true }).WaitForAsync();
    }
}

/// <summary>Alone on the machine, so that the times in its output say something.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LargeCollection : ICollectionFixture<LargeArchive>
{
    internal const string Name = "large archive";
}
