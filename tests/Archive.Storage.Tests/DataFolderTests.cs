using System.Diagnostics;

namespace Archive.Storage.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_New_MakesAPrivateFolderWithItsParts()
    {
        using var data = DataFolder.Open(_folder["data"]);
        await using var catalog = await data.OpenCatalogAsync(TimeProvider.System, CancellationToken.None);
        data.OpenObjects();

        Assert.True(data.IsOwner);
        Assert.True(File.Exists(data.CatalogPath));
        Assert.True(Directory.Exists(data.ObjectsPath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data.Root));
        Assert.True(data.FreeBytes > 0);
    }

    [Fact]
    public void Open_Held_IsRefusedNamingTheHolder()
    {
        using var held = DataFolder.Open(_folder["data"]);

        var refusal = Assert.Throws<DataFolderInUseException>(() => DataFolder.Open(_folder["data"]));

        Assert.Equal(Environment.ProcessId, refusal.ProcessId);
        Assert.Contains($"pid {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Released_OpensAgain()
    {
        DataFolder.Open(_folder["data"]).Dispose();
        using var again = DataFolder.Open(_folder["data"]);
        Assert.True(again.IsOwner);
    }

    [Fact]
    public void Open_LockFileOfADeadProcess_IsNoLock()
    {
        Directory.CreateDirectory(_folder["data"]);
        File.WriteAllText(Path.Combine(_folder["data"], "lock"), "");
        File.WriteAllText(Path.Combine(_folder["data"], "lock.pid"), "1");
        using var data = DataFolder.Open(_folder["data"]);
        Assert.True(data.IsOwner);
    }

    [Fact]
    public void Open_HeldByAnotherProcess_IsRefused()
    {
        DataFolder.Open(_folder["data"]).Dispose();
        using var holder = Process.Start(new ProcessStartInfo("flock", [Path.Combine(_folder["data"], "lock"), "sh", "-c", "echo held; read _"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        Assert.Equal("held", holder.StandardOutput.ReadLine());

        Assert.Throws<DataFolderInUseException>(() => DataFolder.Open(_folder["data"]));

        holder.StandardInput.Close();
        holder.WaitForExit();
        DataFolder.Open(_folder["data"]).Dispose();
    }

    [Fact]
    public void Open_LeftoverScratch_IsRemovedButNotWhatItsLinksPointTo()
    {
        var outside = Directory.CreateDirectory(_folder["outside"]).FullName;
        File.WriteAllText(Path.Combine(outside, "precious"), "x");
        DataFolder.Open(_folder["data"]).Dispose();
        var scratch = Path.Combine(_folder["data"], "tmp");
        Directory.CreateSymbolicLink(Path.Combine(scratch, "link"), outside);
        Directory.CreateDirectory(Path.Combine(scratch, "page-1", "deep"));
        File.WriteAllText(Path.Combine(scratch, "page-1", "deep", "a.tif"), "x");

        using var data = DataFolder.Open(_folder["data"]);

        Assert.Empty(Directory.GetFileSystemEntries(data.TemporaryPath));
        Assert.True(File.Exists(Path.Combine(outside, "precious")));
    }

    [Fact]
    public async Task OpenForReading_BesideTheOwner_ReadsTheCatalog()
    {
        using var owner = DataFolder.Open(_folder["data"]);
        await using var writing = await owner.OpenCatalogAsync(TimeProvider.System, CancellationToken.None);
        await writing.CreateBatchAsync("batch", Domain.Sha256Digest.Of("key"u8), CancellationToken.None);

        using var reader = DataFolder.OpenForReading(_folder["data"]);
        await using var reading = await reader.OpenCatalogAsync(TimeProvider.System, CancellationToken.None);

        Assert.False(reader.IsOwner);
        Assert.Single(await reading.ListBatchesAsync(CancellationToken.None));
    }

    [Fact]
    public void OpenForReading_NoDataFolder_Throws() =>
        Assert.Throws<DirectoryNotFoundException>(() => DataFolder.OpenForReading(_folder["nowhere"]));
}
