using System.Reflection;
using System.Text.Json;
using Archive.Cli.Settings;
using Archive.Testing;

namespace Archive.Cli.Tests.Settings;

public sealed class SettingsReferenceTests
{
    [Fact]
    public async Task Markdown_OfThisProgram_IsWhatTheDocumentsHold()
    {
        var run = await CliRun.OfAsync("settings", "--markdown");

        Assert.Equal(0, run.Code);
        Assert.True(
            run.Out == await File.ReadAllTextAsync(Path.Combine(SharedFiles.RepositoryRoot, "docs", "configuration.md")),
            "docs/configuration.md does not say what the options say. Write it anew: tools/archive settings --markdown > docs/configuration.md");
    }

    [Fact]
    public async Task Json_OfThisProgram_ListsEveryVariableWithAMeaning()
    {
        var run = await CliRun.OfAsync("settings", "--json", "--data", "/tmp/some-archive");

        Assert.Equal(0, run.Code);
        var settings = JsonDocument.Parse(run.Out).RootElement.GetProperty("settings").EnumerateArray().ToList();
        var names = settings.ConvertAll(setting => setting.GetProperty("name").GetString()!);
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(Constants().Concat(["ARCHIVE_NODE_IDLE_PAUSE", "ARCHIVE_AZURE_RETAIN_MASTERS", "ARCHIVE_ELASTIC_API_KEY"]), name => Assert.Contains(name, names));
        Assert.All(settings, setting => Assert.NotEmpty(setting.GetProperty("meaning").GetString()!));
        var data = settings.Single(setting => setting.GetProperty("name").GetString() == "ARCHIVE_DATA");
        Assert.Equal(("/tmp/some-archive", "command line"), (data.GetProperty("value").GetString(), data.GetProperty("from").GetString()));
    }

    [Fact]
    public void Settings_WithSecretsInTheEnvironment_ShowNone()
    {
        var environment = new Dictionary<string, string>
        {
            ["ARCHIVE_CATALOG"] = "Host=db;Password=hush-1",
            ["ARCHIVE_OBJECTS"] = "AccountKey=hush-2",
            ["ARCHIVE_SEARCH"] = "https://user:hush-3@search:9200",
            ["ARCHIVE_ALARM_COMMAND"] = "tell --key hush-4",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=hush-5",
        };
        var options = ArchiveOptions.Defaults with { Elastic = ArchiveOptions.Defaults.Elastic with { ApiKey = "hush-6", User = "user", Password = "hush-7" } };

        var settings = SettingList.Of(environment, options).SelectMany(section => section.Settings).ToList();

        Assert.DoesNotContain(settings, setting => setting.Value.Contains("hush", StringComparison.Ordinal));
        string[] secrets = [.. environment.Keys, "ARCHIVE_ELASTIC_API_KEY", "ARCHIVE_ELASTIC_PASSWORD"];
        Assert.All(secrets, name => Assert.Equal(("(set)", SettingSource.Environment), (Of(name).Value, Of(name).Source)));
        Assert.Equal("user", Of("ARCHIVE_ELASTIC_USER").Value);
        Assert.Equal(("1s", SettingSource.Default), (Of("ARCHIVE_NODE_IDLE_PAUSE").Value, Of("ARCHIVE_NODE_IDLE_PAUSE").Source));

        Setting Of(string name) => settings.Single(setting => setting.Variable == name);
    }

    private static IEnumerable<string> Constants() => new[] { typeof(PlaceVariables), typeof(SightVariables) }
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic)).Select(field => (string)field.GetRawConstantValue()!);
}
