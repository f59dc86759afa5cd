using Microsoft.Playwright;

namespace Archive.EndToEnd.Tests.Browser;

/// <summary>The screens of archivists, auditors and administrators.</summary>
[Collection(ServedCollection.Name)]
public sealed class OtherRolesTests(ServedArchive archive)
{
    [Theory]
    [InlineData("archivist", "/samples", "en", ColorScheme.Light)]
    [InlineData("auditor", "/audit", "lv", ColorScheme.Light)]
    [InlineData("auditor", "/audit/readers?file=PMR-2019-00017", "en", ColorScheme.Light)]
    [InlineData("auditor", "/audit/verification", "en", ColorScheme.Dark)]
    [InlineData("administrator", "/operations", "lv", ColorScheme.Dark)]
    [InlineData("administrator", "/stations", "en", ColorScheme.Light)]
    [InlineData("administrator", "/accounts", "en", ColorScheme.Light)]
    [InlineData("administrator", "/api-keys", "lv", ColorScheme.Light)]
    public async Task Screen_OfARole_IsAccessible(string role, string address, string language, ColorScheme scheme)
    {
        var page = await archive.LogInAsync(role, language: language, scheme: scheme);
        await page.GotoAsync(address);
        await page.Locator("h1").First.WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var name = $"{role}{address.Split('?')[0].Replace('/', '-')}-{language}-{scheme}".ToLowerInvariant();
        await page.ShootAsync(name);
        await page.AssertAccessibleAsync(name);
        await page.Context.CloseAsync();
    }
}
