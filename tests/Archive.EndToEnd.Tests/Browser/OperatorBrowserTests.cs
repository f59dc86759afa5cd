using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Archive.EndToEnd.Tests.Browser;

/// <summary>A batch of real scans that was fed through the browser and is processed.</summary>
public sealed class FedBatch(ServedArchive archive) : IAsyncLifetime
{
    internal long Id { get; private set; }

    public async Task InitializeAsync()
    {
        var page = await archive.LogInAsync("operator");
        Id = await page.BeginBatchAsync("Kaste 12", 6);
        await page.FeedAsync(archive.ScannedAnew(SamplePages.Of("PMR-2018-00305").Concat(SamplePages.Of("UAT-2020-00042").Take(2))));
        await page.UntilFinishedAsync(Id, 6);
        await page.Context.CloseAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

/// <summary>An operator works through a batch in the browser, by the keyboard; another one does so at the same time.</summary>
[Collection(ServedCollection.Name)]
public sealed class OperatorBrowserTests(ServedArchive archive, FedBatch fed) : IClassFixture<FedBatch>
{
    [Fact]
    public async Task Batch_FedReviewedByKeyboardAndReleased_BecomesFiles()
    {
        var page = await archive.LogInAsync("operator");
        await page.GotoAsync("/batches");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Batches" }).WaitForAsync();
        await page.AssertAccessibleAsync("batches");
        var id = await page.BeginBatchAsync("Box 9", 9);
        await page.ShootAsync("batch-feed-empty-en-light");
        await page.AssertAccessibleAsync("feed, empty");

        // Files chosen, one of them twice; one dropped; one that is no image.
        var scans = archive.ScannedAnew(SamplePages.Of("PMR-2019-00017"));
        await page.FeedAsync([.. scans.Skip(1)]);
        await page.DropAsync("dropped.jpg", await File.ReadAllBytesAsync(scans[0]));
        await page.DropAsync("again.jpg", await File.ReadAllBytesAsync(scans[0]));
        await page.DropAsync("letter.jpg", [.. Enumerable.Repeat((byte)'a', 2000)]);
        await page.FeedAsync(archive.ScannedAnew(SamplePages.Of("UAT-2020-00042")));
        await page.GetByText("the same as dropped.jpg").WaitForAsync();
        await page.GetByText("letter.jpg is not taken: looks like a text file").WaitForAsync();
        await page.GetByRole(AriaRole.Row).GetByText("0004.jpg").Last.WaitForAsync();
        await page.ShootAsync("batch-feed-en-light");
        await page.AssertAccessibleAsync("feed");

        await page.GetByText("Pages (10)").ClickAsync();
        await page.Locator("[role=option]").First.WaitForAsync();
        await page.ShootAsync("batch-in-work-en-light");
        await page.UntilFinishedAsync(id, 10);

        await page.Locator("[role=listbox]").FocusAsync();
        for (var rest = await OpenFlagsAsync(page, id); rest > 0; rest--)
        {
            await page.Keyboard.PressAsync("f");
            await page.Keyboard.PressAsync("a");
        }

        await SavedAsAsync(page, 0, () => OpenFlagsAsync(page, id));

        await page.GetByText("In order", new() { Exact = true }).ClickAsync();
        await page.Locator("[role=listbox]").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("o");
        await page.GetByLabel("Register case").FillAsync("pmr 2024 88");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[role=option]").GetByText("File: PMR-2024-00088").WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("d");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Type of the document" }).FillAsync("dec");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[role=option]").GetByText("Decision").WaitForAsync();

        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("b");
        await page.Locator("[aria-posinset='10']").GetByText("Blank", new() { Exact = true }).WaitForAsync();
        await page.Keyboard.PressAsync("Alt+ArrowLeft");
        await SavedAsAsync<(string?, int)>(page, ("blank", 9), () => PlaceAsync(page, id, 10));
        await page.Keyboard.PressAsync("Control+z");
        await page.Keyboard.PressAsync("Control+z");
        await SavedAsAsync<(string?, int)>(page, ("image", 10), () => PlaceAsync(page, id, 10));
        await page.Keyboard.PressAsync("Control+y");
        await SavedAsAsync<(string?, int)>(page, ("blank", 10), () => PlaceAsync(page, id, 10));
        await page.ShootAsync("batch-review-en-light");
        await page.AssertAccessibleAsync("review");

        await page.Keyboard.PressAsync("Control+Enter");
        await page.GetByText("The declared sheets and the pages that came in differ.").Last.WaitForAsync();
        await page.ShootAsync("batch-obstacles-en-light");
        await page.AssertAccessibleAsync("obstacles");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close feeding" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Declared: 9 sheets" }).ClickAsync();
        await page.GetByLabel("Sheets", new() { Exact = true }).FillAsync("10");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Every declared side is accounted for.").WaitForAsync();
        await page.GetByLabel("Sheets", new() { Exact = true }).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        var images = (await page.ReadAsync($"batches/{id}")).GetProperty("account").GetProperty("images").GetInt32();
        await page.Keyboard.PressAsync("Control+Enter");
        await page.GetByText("This makes 1 personal file.").WaitForAsync();
        await page.ShootAsync("batch-release-en-light");
        await page.AssertAccessibleAsync("release");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Released by operator").WaitForAsync();
        await page.ShootAsync("batch-released-en-light");
        await page.AssertAccessibleAsync("released");

        var reader = await archive.LogInAsync("caseworker");
        var files = await reader.ReadAsync("files?case=PMR-2024-00088");
        var file = Assert.Single(files.GetProperty("items").EnumerateArray());
        Assert.Equal(images, file.GetProperty("pageCount").GetInt32());
    }

    [Fact]
    public async Task Batch_TwoOperators_SeeEachOtherAndAreToldOfTheSamePage()
    {
        var (anna, ilze) = (await archive.LogInAsync("operator"), await archive.LogInAsync("operator"));
        foreach (var page in new[] { anna, ilze })
        {
            await page.GotoAsync($"/batches/{fed.Id}?order=inOrder");
            await page.Locator("[role=option]").First.WaitForAsync();
            await page.Locator("[role=listbox]").FocusAsync();
        }

        var found = (await PageAsync(anna, fed.Id, 1)).GetProperty("orientation").GetInt32();
        await anna.Keyboard.PressAsync("End");
        await anna.Keyboard.PressAsync("s");
        await ilze.Locator("[role=option]").GetByText("Separator").WaitForAsync();

        // What Ilze is told is held back, so that both are at the same page.
        await ilze.Context.SetOfflineAsync(true);
        await anna.Keyboard.PressAsync("Home");
        await anna.Keyboard.PressAsync("r");
        await SavedAsync(anna);
        await ilze.Keyboard.PressAsync("Home");
        await ilze.Keyboard.PressAsync("b");
        await ilze.GetByText("Not saved").WaitForAsync();
        await ilze.ShootAsync("batch-not-saved-en-light");
        await ilze.Context.SetOfflineAsync(false);
        await ilze.GetByRole(AriaRole.Dialog).GetByText("Somebody else changed this batch").WaitForAsync();
        await ilze.ShootAsync("batch-conflict-en-light");
        await ilze.AssertAccessibleAsync("conflict");
        await ilze.GetByRole(AriaRole.Button, new() { Name = "Apply mine again" }).ClickAsync();
        await SavedAsync(ilze);

        var both = await PageAsync(ilze, fed.Id, 1);
        Assert.Equal(("blank", (found + 90) % 360), (both.GetProperty("disposition").GetString(), both.GetProperty("turn").GetInt32()));
        await anna.Locator("[role=option]").GetByText("Blank").First.WaitForAsync();
    }

    [Theory]
    [InlineData("en", ColorScheme.Dark, 1280)]
    [InlineData("lv", ColorScheme.Light, 1920)]
    [InlineData("lv", ColorScheme.Light, 820)]
    public async Task Screens_EveryLanguageThemeAndWidth_AreAccessible(string language, ColorScheme scheme, int width)
    {
        var page = await archive.LogInAsync("operator", language: language, scheme: scheme, width: width);
        var name = $"{language}-{scheme}-{width}".ToLowerInvariant();
        foreach (var (screen, address) in new[] { ("batches", "/batches"), ("stations", "/stations"), ("feed", $"/batches/{fed.Id}?view=feed"), ("review", $"/batches/{fed.Id}?view=pages"), ("review-in-order", $"/batches/{fed.Id}?view=pages&order=inOrder") })
        {
            await page.GotoAsync(address);
            await page.Locator("h1").WaitForAsync();
            await page.WaitForFunctionAsync("() => [...document.images].every(image => image.complete)");
            // The events of a batch never rest.
            await page.WaitForTimeoutAsync(700);
            await page.ShootAsync($"{screen}-{name}");
            await page.AssertAccessibleAsync($"{screen} {name}");
        }

        await page.Keyboard.PressAsync("?");
        await page.Locator("dl kbd").First.WaitForAsync();
        await page.ShootAsync($"review-help-{name}");
        await page.AssertAccessibleAsync($"review help {name}");
    }

    private static Task SavedAsync(IPage page) => page.GetByText("All saved").WaitForAsync();

    private static async Task<int> OpenFlagsAsync(IPage page, long id) => (await page.ReadAsync($"batches/{id}")).GetProperty("flagsOpen").GetInt32();

    private static async Task<JsonElement> PageAsync(IPage page, long id, int number) =>
        (await page.ReadAsync($"batches/{id}/pages")).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("number").GetInt32() == number);

    /// <summary>Waits until the service has what was done: just behind a key all is saved yet, for its change is still to be drawn.</summary>
    private static async Task SavedAsAsync<T>(IPage page, T expected, Func<Task<T>> readAsync)
    {
        for (var tries = 0; tries < 60 && !Equals(await readAsync(), expected); tries++) await Task.Delay(250);
        await SavedAsync(page);
        Assert.Equal(expected, await readAsync());
    }

    /// <summary>What a page is, and at which place it lies, from 1.</summary>
    private static async Task<(string?, int)> PlaceAsync(IPage page, long id, int number)
    {
        var all = (await page.ReadAsync($"batches/{id}/pages")).GetProperty("items").EnumerateArray().OrderBy(one => one.GetProperty("position").GetInt64()).ToList();
        var at = all.FindIndex(one => one.GetProperty("number").GetInt32() == number);
        return (all[at].GetProperty("disposition").GetString(), at + 1);
    }
}

/// <summary>What operators do in the browser.</summary>
internal static partial class OperatorSteps
{
    internal static async Task<long> BeginBatchAsync(this IPage page, string name, int sheets)
    {
        await page.GotoAsync("/batches");
        await page.GetByRole(AriaRole.Button, new() { Name = "New batch" }).WaitForAsync();
        await page.Keyboard.PressAsync("n");
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Sheets", new() { Exact = true }).FillAsync(sheets.ToString(CultureInfo.InvariantCulture));
        await page.GetByLabel("one side").CheckAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(BatchAddress());
        await page.GetByText("Drop files or folders here").WaitForAsync();
        return long.Parse(BatchAddress().Match(page.Url).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    internal static Task FeedAsync(this IPage page, IReadOnlyList<string> files) => page.GetByTestId("feed-files").SetInputFilesAsync(files);

    internal static async Task DropAsync(this IPage page, string name, byte[] content)
    {
        var transfer = await page.EvaluateHandleAsync(
            "([name, content]) => { const transfer = new DataTransfer(); transfer.items.add(new File([Uint8Array.from(atob(content), c => c.charCodeAt(0))], name)); return transfer; }",
            new[] { name, Convert.ToBase64String(content) });
        await page.GetByRole(AriaRole.Group, new() { Name = "Feed files" }).DispatchEventAsync("drop", new Dictionary<string, object> { ["dataTransfer"] = transfer });
    }

    /// <summary>Until the batch has that many pages and all of them are finished.</summary>
    internal static async Task UntilFinishedAsync(this IPage page, long id, int pages)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (true)
        {
            var batch = await page.ReadAsync($"batches/{id}");
            if (batch.GetProperty("pages").GetInt32() == pages && batch.GetProperty("pagesFinished").GetInt32() == pages) return;
            Assert.False(patience.IsCancellationRequested, batch.ToString());
            await Task.Delay(300);
        }
    }

    internal static async Task<JsonElement> ReadAsync(this IPage page, string address)
    {
        var answer = await page.APIRequest.GetAsync($"/api/v1/{address}");
        var text = await answer.TextAsync();
        Assert.True(answer.Ok, text);
        return JsonDocument.Parse(text).RootElement;
    }

    [GeneratedRegex(@"/batches/(\d+)")]
    private static partial Regex BatchAddress();
}
