using Archive.Cli.Composition;

namespace Archive.Cli.Tests.Composition;

public sealed class DataLocationTests
{
    [Theory]
    [InlineData("/given", "/named", "/xdg", "/home/a", "/given")]
    [InlineData(null, "/named", "/xdg", "/home/a", "/named")]
    [InlineData(null, "", "/xdg", "/home/a", "/xdg/archive")]
    [InlineData(null, null, "relative", "/home/a", "/home/a/.local/share/archive")]
    [InlineData(null, null, null, "/home/a", "/home/a/.local/share/archive")]
    public void Resolve_WhatIsSet_FirstOneWins(string? given, string? named, string? xdg, string? home, string expected)
    {
        var environment = new Dictionary<string, string?> { ["ARCHIVE_DATA"] = named, ["XDG_DATA_HOME"] = xdg, ["HOME"] = home };

        Assert.Equal(expected, DataLocation.Resolve(given, environment.GetValueOrDefault));
    }

    [Fact]
    public void Resolve_NothingSet_IsAUsageError() => Assert.Throws<UsageException>(() => DataLocation.Resolve(null, _ => null));
}
