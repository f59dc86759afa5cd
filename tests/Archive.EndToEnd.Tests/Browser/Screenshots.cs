using Archive.Testing;
using Microsoft.Playwright;

namespace Archive.EndToEnd.Tests.Browser;

/// <summary>Pictures of the web UI, for people to look at after a test run.</summary>
internal static class Screenshots
{
    private static readonly string Folder = Path.Combine(SharedFiles.RepositoryRoot, "artifacts", "screenshots");

    internal static Task ShootAsync(this IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
}
