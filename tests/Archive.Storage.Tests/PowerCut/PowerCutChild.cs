using Archive.Domain;
using Archive.Storage.Catalog.Sqlite;
using Archive.Storage.Objects.Files;

namespace Archive.Storage.Tests.PowerCut;

/// <summary>The process whose calls to the kernel are recorded: stores things and says each once it is acknowledged.</summary>
internal static class PowerCutChild
{
    /// <summary>What each line of acknowledgement begins with.</summary>
    internal const string Word = "acknowledged ";

    internal const int Batches = 6;

    internal static readonly int[] Sizes = [0, 10, 5000, 200_000, 5000, 70_000];

    /// <summary>Entry point of the test assembly when it is run as a program; the test host does not call it.</summary>
    internal static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var what, var folder]) return 2;
        await (what == "objects" ? StoreObjectsAsync(folder) : WriteCatalogAsync(folder));
        return 0;
    }

    private static async Task StoreObjectsAsync(string folder)
    {
        var store = FileObjectStore.Open(Path.Combine(folder, "objects"));
        for (var i = 0; i < Sizes.Length; i++)
        {
            var content = new byte[Sizes[i]];
            new Random(Sizes[i]).NextBytes(content);
            var kind = i % 2 == 0 ? ObjectKind.Master : ObjectKind.Derivative;
            var stored = await store.PutAsync(kind, new MemoryStream(content), CancellationToken.None);
            Acknowledge($"{kind} {stored.Digest}");
        }
    }

    private static async Task WriteCatalogAsync(string folder)
    {
        await using var catalog = await SqliteCatalog.OpenAsync(Path.Combine(folder, "catalog.db"), TimeProvider.System);
        for (var i = 0; i < Batches; i++)
        {
            var key = Sha256Digest.Of([(byte)i]);
            await catalog.CreateBatchAsync($"batch {i}", key, CancellationToken.None);
            Acknowledge(key.Hex);
        }
    }

    private static void Acknowledge(string what)
    {
        Console.Out.Write(Word + what);
        Console.Out.Flush();
    }
}
