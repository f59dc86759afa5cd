using System.Runtime.InteropServices;
using Archive.Domain;
using Archive.Storage.Objects.Files;

namespace Archive.Storage.Tests.Objects;

/// <summary>Runs alone: the file size limit holds for the whole process.</summary>
[CollectionDefinition(nameof(FileSizeLimitTests), DisableParallelization = true)]
[Collection(nameof(FileSizeLimitTests))]
public sealed partial class FileSizeLimitTests
{
    private const int FileSizeResource = 1;
    private const int FileSizeSignal = 25;
    private const nint Ignore = 1;
    private const ulong LimitBytes = 200_000;

    [Fact]
    public async Task Put_BeyondTheFileSizeLimit40Times_IsStorageFullAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        var store = FileObjectStore.Open(folder["objects"]);
        // Ignored by the kernel: a handler of the runtime's runs on a thread of its own, and a signal that it meets only after the test is over ends the process.
        var handler = SetSignalHandler(FileSizeSignal, Ignore);
        Assert.Equal(0, GetLimit(FileSizeResource, out var before));
        Assert.Equal(0, SetLimit(FileSizeResource, before with { Soft = LimitBytes }));
        try
        {
            for (var cycle = 0; cycle < 40; cycle++)
            {
                var content = new byte[(int)LimitBytes + 1 + cycle * 1000];
                await Assert.ThrowsAsync<StorageFullException>(() => store.PutAsync(ObjectKind.Master, new MemoryStream(content), CancellationToken.None));
            }
            await store.PutAsync(ObjectKind.Master, new MemoryStream(new byte[1000]), CancellationToken.None);
        }
        finally
        {
            Assert.Equal(0, SetLimit(FileSizeResource, before));
            _ = SetSignalHandler(FileSizeSignal, handler);
        }
        Assert.Single(Directory.GetFiles(folder["objects"], "*", SearchOption.AllDirectories));
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetSignalHandler(int signal, nint handler);

    private record struct Limit(ulong Soft, ulong Hard);
}
