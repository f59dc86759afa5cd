using Archive.Domain;
using Archive.Pipeline.Workers;

namespace Archive.Pipeline.Tests.Workers;

/// <summary>Real child processes that misbehave as the page's bytes tell them to, and a folder for their pages.</summary>
public sealed class FaultyWorkers : IDisposable
{
    private int _pages;

    public string Folder { get; } = Directory.CreateTempSubdirectory("archive-workers-").FullName;

    public static PageWorkerOptions QuickOptions { get; } = new()
    {
        Workers = 2,
        PageTimeout = TimeSpan.FromSeconds(1.5),
        MemoryLimitMegabytes = 250,
        MemoryInterval = TimeSpan.FromMilliseconds(20),
    };

    public WorkerCommand Command => CommandWith(Folder);

    public static WorkerCommand CommandWith(string argument) => new(Path.Combine(AppContext.BaseDirectory, "Archive.FaultyWorker"), [argument]);

    public PageWork Page(string script, bool imageOnly = false)
    {
        var name = Path.Combine(Folder, $"master-{++_pages}");
        File.WriteAllText(name, script);
        return new(name, MasterFormat.Png, 0, Directory.CreateDirectory(name + "-out").FullName, imageOnly);
    }

    public Task<PageWorkerProcess> StartAsync(PageWorkerOptions? options = null) =>
        PageWorkerProcess.StartAsync(Command, options ?? QuickOptions, TimeProvider.System, CancellationToken.None);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
