using System.Diagnostics;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Sqlite;
using Archive.Storage.Objects.Files;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Tests.PowerCut;

/// <summary>
/// The power is cut after each single call to the kernel that a storing process made, on a disk that loses whatever was not synced, or
/// loses it by chance: what was acknowledged by then is whole.
/// </summary>
public sealed class PowerCutTests : IDisposable
{
    private const string Traced = "openat,write,pwrite64,lseek,ftruncate,fsync,fdatasync,mkdir,unlink,rename";

    // Calls that would change files unseen by the disk's model: met in the record they fail the test.
    private const string Unknown = "pwritev,pwritev2,writev,renameat,renameat2,unlinkat,link,linkat,mkdirat,truncate,copy_file_range,sync_file_range,sendfile";

    private readonly TemporaryFolder _folder = new();

    private string Root => _folder["disk"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task FileObjectStore_PowerCutAfterAnyCall_KeepsWhatWasAcknowledgedAndShowsNothingBroken(int? luck)
    {
        var cuts = await CutAfterEachCallAsync("objects", luck, async (left, acknowledged) =>
        {
            var store = FileObjectStore.Open(Path.Combine(left, "objects"));
            var shown = new List<string>();
            foreach (var kind in Enum.GetValues<ObjectKind>())
            {
                await foreach (var digest in store.ListAsync(kind, CancellationToken.None))
                {
                    Assert.Equal(FixityOutcome.Intact, await store.CheckAsync(kind, digest, CancellationToken.None));
                    shown.Add($"{kind} {digest}");
                }
            }
            Assert.Subset(shown.ToHashSet(), acknowledged.ToHashSet());
        });
        Assert.Equal(PowerCutChild.Sizes.Length, cuts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task SqliteCatalog_PowerCutAfterAnyCall_KeepsWhatWasAcknowledged(int? luck)
    {
        var cuts = await CutAfterEachCallAsync("catalog", luck, async (left, acknowledged) =>
        {
            var path = Path.Combine(left, "catalog.db");
            await using (var catalog = await SqliteCatalog.OpenAsync(path, TimeProvider.System))
            {
                foreach (var key in acknowledged) Assert.NotNull(await catalog.FindBatchAsync(Sha256Digest.Parse(key), CancellationToken.None));
            }
            SqliteConnection.ClearAllPools();
        });
        Assert.Equal(PowerCutChild.Batches, cuts);
    }

    [Fact]
    public async Task UnsafeDisk_DirectoryNotSynced_LosesTheObjects()
    {
        // The simulation itself must be able to find a loss: the same calls on a disk that is not told of some syncs.
        var calls = await RecordAsync("objects");
        var masters = PowerCutChild.Sizes.Where((_, i) => i % 2 == 0).Distinct().Count();
        Assert.Equal(masters, Directory.GetFiles(LeftBy(calls), "*", SearchOption.AllDirectories).Count(path => path.Contains("/masters/", StringComparison.Ordinal)));

        var left = LeftBy(calls.Where(call => !(call.Name == "fsync" && call.Path!.Contains("/masters", StringComparison.Ordinal))));
        Assert.DoesNotContain(Directory.GetFiles(left, "*", SearchOption.AllDirectories), path => path.Contains("/masters/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UnsafeDisk_LogNotSynced_LosesTheCommits()
    {
        var left = LeftBy((await RecordAsync("catalog")).Where(call => !(call.Name is "fsync" or "fdatasync" && call.Path!.EndsWith("-wal", StringComparison.Ordinal)))
            .TakeWhile(call => !(call.Name == "unlink" && call.StringAt(0).EndsWith("-wal", StringComparison.Ordinal))));
        Assert.Equal(0, new FileInfo(Path.Combine(left, "catalog.db-wal")).Length);
    }

    private string LeftBy(IEnumerable<SystemCall> calls)
    {
        var disk = new UnsafeDisk(Root);
        foreach (var call in calls) disk.Apply(call);
        var left = _folder[Guid.NewGuid().ToString()];
        disk.LayOut(left, luck: null);
        return left;
    }

    /// <returns>How many acknowledgements there were.</returns>
    private async Task<int> CutAfterEachCallAsync(string what, int? luck, Func<string, IReadOnlyList<string>, Task> verify)
    {
        var chance = luck is { } seed ? new Random(seed) : null;
        var disk = new UnsafeDisk(Root);
        var acknowledged = new List<string>();
        foreach (var call in await RecordAsync(what))
        {
            if (call.Name == "write" && call.StringAt(0).StartsWith(PowerCutChild.Word, StringComparison.Ordinal)) acknowledged.Add(call.StringAt(0)[PowerCutChild.Word.Length..]);
            disk.Apply(call);
            if (call.Name is "openat" or "lseek") continue;
            var left = _folder["left"];
            Directory.CreateDirectory(left);
            disk.LayOut(left, chance);
            await verify(left, acknowledged);
            Directory.Delete(left, recursive: true);
        }
        return acknowledged.Count;
    }

    private async Task<IReadOnlyList<SystemCall>> RecordAsync(string what)
    {
        Directory.CreateDirectory(Root);
        var log = _folder["calls"];
        var start = new ProcessStartInfo("strace",
            ["-f", "-y", "-xx", "-s", "10000000", "-e", $"trace={Traced},{Unknown}", "-e", "signal=none", "-o", log, Environment.ProcessPath!, "exec", typeof(PowerCutChild).Assembly.Location, what, Root])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The writes of the runtime to its own files are none of ours.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        var calls = SystemCallLog.Read(log);
        Assert.DoesNotContain(calls, call => Unknown.Split(',').Contains(call.Name) && $"{call.Path} {string.Join(' ', call.Strings.Select((_, i) => call.StringAt(i)))}".Contains(Root, StringComparison.Ordinal));
        return calls;
    }
}
