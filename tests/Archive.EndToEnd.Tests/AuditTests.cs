using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Archive.EndToEnd.Tests;

/// <summary>Readings at the console are accounted for, and the account tells when it was tampered with.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private readonly ScratchFolder _scratch = new();

    public async Task InitializeAsync()
    {
        _scratch.Put(SamplePages.Smallest(1)[0], "PMR-2019-00017/1.jpg");
        var run = await RunAsync("ingest", _scratch.Inputs);
        Assert.True(run.Code is 0 or 3, run.Error);
    }

    public Task DisposeAsync()
    {
        _scratch.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Audit_ReadingsAndATamperedEntry_AreToldAndFound()
    {
        await RunAsync("search", "uzturēšanās");
        await RunAsync("show", "F00000001");
        await RunAsync("export", "PMR-2019-00017", "--text", Path.Combine(_scratch.Data, "text.txt"));

        var entries = (await RunAsync("audit", "list", "--json")).Json().GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(["export F00000001 text", "readFile F00000001 ", "search  uzturēšanās"], entries.Select(entry => $"{Text(entry, "action")} {Text(entry, "subject")} {Text(entry, "detail")}"));
        Assert.All(entries, entry => Assert.StartsWith("console:", Text(entry, "actor"), StringComparison.Ordinal));
        Assert.Equal("readFile", Text((await RunAsync("audit", "list", "--action", "ReadFile", "--json")).Json().GetProperty("entries").EnumerateArray().Single(), "action"));
        var sound = await RunAsync("audit", "verify", "--json");
        Assert.Equal((0, true), (sound.Code, sound.Json().GetProperty("sound").GetBoolean()));
        var head = Text(sound.Json(), "head")!;

        Tamper("update audit set detail = 'something else' where id = 1");
        var changed = await RunAsync("audit", "verify");
        Assert.Equal(5, changed.Code);
        Assert.Contains("ALARM: entry 1: it was changed", changed.Out, StringComparison.Ordinal);

        Tamper("delete from audit; update audit_head set id = 0, hash = zeroblob(32)");
        Assert.Equal(0, (await RunAsync("audit", "verify")).Code);
        Assert.Equal(5, (await RunAsync("audit", "verify", "--head", head)).Code);
        Assert.Equal(2, (await RunAsync("audit", "verify", "--head", "yesterday")).Code);
    }

    private Task<ArchiveResult> RunAsync(params string[] arguments) => ArchiveProcess.RunAsync([.. arguments, "--data", _scratch.Data]);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private void Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_scratch.Data, "catalog.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"drop trigger if exists audit_keeps_entries; drop trigger if exists audit_loses_nothing; {sql}";
        command.ExecuteNonQuery();
    }
}
