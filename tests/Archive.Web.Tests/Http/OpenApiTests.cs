using Archive.Testing;

namespace Archive.Web.Tests.Http;

/// <summary>The description of the HTTP API that is served is the one that was reviewed.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_Served_IsTheReviewedFile()
    {
        await using var service = await TestService.StartAsync();
        var served = (await service.Nobody.GetAsync("/api/v1/openapi.json")).Is(200).Text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        var path = Path.Combine(SharedFiles.RepositoryRoot, "docs", "openapi.json");
        // Asked for, it is written anew, to be looked at in the change.
        if (Environment.GetEnvironmentVariable("ARCHIVE_WRITE_OPENAPI") == "1") await File.WriteAllTextAsync(path, served);
        Assert.True(
            File.Exists(path) && await File.ReadAllTextAsync(path) == served,
            "docs/openapi.json is not what the service serves. Write it anew, and review what changed: ARCHIVE_WRITE_OPENAPI=1 dotnet test tests/Archive.Web.Tests --filter OpenApiTests");
    }

    [Fact]
    public async Task Document_Served_DescribesEveryRouteOfTheApi()
    {
        await using var service = await TestService.StartAsync();
        var paths = (await service.Nobody.GetAsync("/api/v1/openapi.json")).Is(200).Json.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToHashSet();
        foreach (var route in service.Routes.Select(route => "/" + route.RoutePattern.RawText!.Trim('/')).Where(route => route.StartsWith("/api/v1", StringComparison.Ordinal) && !route.EndsWith("openapi.json", StringComparison.Ordinal)))
            Assert.Contains(route.Replace(":long", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal), paths);
    }
}
