using System.Text.Json;
using Archive.Testing;
using Microsoft.Playwright;

namespace Archive.EndToEnd.Tests.Browser;

/// <summary>Looks at a page with axe-core: WCAG 2.2, levels A and AA.</summary>
internal static class Accessibility
{
    private static readonly Lazy<string> Axe = new(() =>
        File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "src", "Archive.Web", "ui", "node_modules", "axe-core", "axe.min.js")));

    /// <summary>Fails on serious and critical violations, naming rule and element.</summary>
    internal static async Task AssertAccessibleAsync(this IPage page, string name)
    {
        // Evaluated by the debugger, past the page's content security policy.
        await page.EvaluateAsync(Axe.Value);
        var result = await page.EvaluateAsync<JsonElement>("() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })");
        var grave = result.GetProperty("violations").EnumerateArray()
            .Where(violation => violation.GetProperty("impact").GetString() is "serious" or "critical")
            .Select(violation => $"{violation.GetProperty("id").GetString()}: {violation.GetProperty("nodes")[0].GetProperty("html").GetString()}");
        Assert.True(!grave.Any(), $"{name}:\n{string.Join('\n', grave)}");
    }
}
