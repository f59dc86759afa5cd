namespace Archive.EndToEnd.Tests;

/// <summary>A temporary folder with an input and a data folder in it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("archive-e2e-").FullName;

    internal string Data => System.IO.Path.Combine(Path, "data");

    internal string Inputs => Directory.CreateDirectory(System.IO.Path.Combine(Path, "in")).FullName;

    /// <summary>Copies a file in; as old as the original, so that nothing waits to see whether it still grows.</summary>
    internal string Put(string source, string relativePath)
    {
        var target = System.IO.Path.Combine(Inputs, relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        File.Copy(source, target);
        File.SetLastWriteTimeUtc(target, DateTime.UtcNow.AddMinutes(-5));
        return target;
    }

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
