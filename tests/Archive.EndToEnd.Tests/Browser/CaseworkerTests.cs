using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Archive.EndToEnd.Tests.Browser;

/// <summary>A caseworker searches, opens the hit and takes the file along.</summary>
[Collection(ServedCollection.Name)]
public sealed partial class CaseworkerTests(ServedArchive archive)
{
    [Fact]
    public async Task Search_WordOfAPage_LeadsToTheHitBoxedOnTheImageAndToThePdf()
    {
        var page = await archive.LogInAsync("caseworker");
        await page.GotoAsync("/search?q=migr%C4%81cijas");
        await page.Locator("mark").First.WaitForAsync();
        await page.ShootAsync("search-en-light");
        await page.AssertAccessibleAsync("search");

        await page.Locator("mark").First.ClickAsync();
        await page.WaitForURLAsync(FilePage());
        var box = page.Locator("[data-hit]").First;
        await box.WaitForAsync();
        Assert.True((await box.BoundingBoxAsync())!.Width > 3);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.ShootAsync("viewer-en-light");
        await page.AssertAccessibleAsync("viewer");

        var file = FilePage().Match(page.Url).Groups[1].Value;
        var pdf = await page.APIRequest.GetAsync($"/api/v1/files/{file}/pdf");
        Assert.Equal((200, "%PDF-"), (pdf.Status, System.Text.Encoding.ASCII.GetString((await pdf.BodyAsync()).AsSpan(0, 5))));
    }

    [Theory]
    [InlineData("lv", ColorScheme.Light, 1920)]
    [InlineData("lv", ColorScheme.Dark, 1280)]
    [InlineData("en", ColorScheme.Dark, 820)]
    public async Task Screens_EveryLanguageThemeAndWidth_AreAccessible(string language, ColorScheme scheme, int width)
    {
        var page = await archive.LogInAsync("caseworker", language: language, scheme: scheme, width: width);
        var name = $"{language}-{scheme}-{width}".ToLowerInvariant();
        foreach (var (screen, address) in new[] { ("search", "/search?q=lieta"), ("empty", "/search?q=nekasnetiekatrasts"), ("files", "/files"), ("viewer", "/files/F00000001/pages/1?q=lieta"), ("account", "/account") })
        {
            await page.GotoAsync(address);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await page.ShootAsync($"{screen}-{name}");
            await page.AssertAccessibleAsync($"{screen} {name}");
        }
    }

    [Fact]
    public async Task LogIn_WrongPassword_IsToldAndLeadsNowhere()
    {
        var page = await archive.OpenAsync();
        await page.GotoAsync("/files");
        await page.Locator("input[autocomplete=username]").FillAsync("caseworker");
        await page.Locator("input[autocomplete=current-password]").FillAsync("not this one");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Alert).First.WaitForAsync();
        await page.ShootAsync("log-in-wrong");
        await page.AssertAccessibleAsync("log-in");
        Assert.Equal(0, await page.Locator("nav").CountAsync());
    }

    [GeneratedRegex(@"/files/(F\d+)/pages/\d+")]
    private static partial Regex FilePage();
}
