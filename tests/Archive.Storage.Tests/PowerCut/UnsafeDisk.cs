namespace Archive.Storage.Tests.PowerCut;

/// <summary>
/// A disk that keeps no promise but those of POSIX: a file's bytes last from its own sync on, a name in a directory from the directory's.
/// Everything else may be there after the power came back, or not, each on its own.
/// </summary>
internal sealed class UnsafeDisk(string root)
{
    private readonly Dictionary<string, Node> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _lastingNames = new(StringComparer.Ordinal);
    private readonly Dictionary<int, long> _positions = [];

    internal void Apply(SystemCall call)
    {
        switch (call.Name)
        {
            case "openat" when IsHere(call.ResultPath):
                Open(call);
                break;
            case "write" or "pwrite64" when FileOf(call) is { } node:
                Write(call, node);
                break;
            case "lseek":
                _positions[call.Descriptor] = call.Result;
                break;
            case "ftruncate" when FileOf(call) is { } node:
                node.Resize(call.LastNumber);
                break;
            case "fsync" or "fdatasync" when IsHere(call.Path):
                Sync(call.Path!);
                break;
            case "mkdir" when IsHere(call.StringAt(0)):
                _names[call.StringAt(0)] = new Node(isDirectory: true);
                break;
            case "unlink" when IsHere(call.StringAt(0)):
                _names.Remove(call.StringAt(0));
                break;
            case "rename" when IsHere(call.StringAt(0)):
                _names.Remove(call.StringAt(0), out var moved);
                _names[call.StringAt(1)] = moved!;
                break;
        }
    }

    /// <summary>Lays out in <paramref name="target"/> what the power cut left.</summary>
    /// <param name="luck">Null: nothing that was not synced lasted; else whether each unsynced thing did, by chance.</param>
    internal void LayOut(string target, Random? luck)
    {
        var directories = _names.Concat(_lastingNames).Select(pair => Path.GetDirectoryName(pair.Key)!).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var directory in directories)
        {
            var place = target + directory[root.Length..];
            // Its own name may not have lasted, and with it goes everything in it.
            if (directory.Length > root.Length && !Directory.Exists(place)) continue;
            Directory.CreateDirectory(place);
            foreach (var (path, node) in (IsLucky(luck) ? _names : _lastingNames).Where(pair => Path.GetDirectoryName(pair.Key) == directory))
            {
                if (node.IsDirectory) Directory.CreateDirectory(target + path[root.Length..]);
                else File.WriteAllBytes(target + path[root.Length..], IsLucky(luck) ? node.Bytes : node.LastingBytes);
            }
        }
    }

    private static bool IsLucky(Random? luck) => luck?.Next(2) == 1;

    private bool IsHere(string? path) => path?.StartsWith(root + "/", StringComparison.Ordinal) == true || path == root;

    private Node? FileOf(SystemCall call) => call.Path is { } path && IsHere(path) && _names.TryGetValue(path, out var node) ? node : null;

    private void Open(SystemCall call)
    {
        var path = call.ResultPath!;
        _positions[(int)call.Result] = 0;
        if (!_names.ContainsKey(path) && call.Rest.Contains("O_CREAT", StringComparison.Ordinal)) _names[path] = new Node(isDirectory: false);
        else if (call.Rest.Contains("O_TRUNC", StringComparison.Ordinal)) _names[path].Resize(0);
    }

    private void Write(SystemCall call, Node node)
    {
        var data = call.Strings[0].AsSpan(0, (int)call.Result);
        if (call.Name == "pwrite64") node.Write(call.LastNumber, data);
        else
        {
            node.Write(_positions[call.Descriptor], data);
            _positions[call.Descriptor] += data.Length;
        }
    }

    private void Sync(string path)
    {
        if (_names.TryGetValue(path, out var node) && !node.IsDirectory)
        {
            node.Sync();
            return;
        }
        foreach (var name in _lastingNames.Keys.Where(name => Path.GetDirectoryName(name) == path).ToList()) _lastingNames.Remove(name);
        foreach (var (name, entry) in _names.Where(pair => Path.GetDirectoryName(pair.Key) == path)) _lastingNames[name] = entry;
    }

    /// <summary>A file or directory, whatever names it has.</summary>
    private sealed class Node(bool isDirectory)
    {
        internal bool IsDirectory { get; } = isDirectory;

        internal byte[] Bytes { get; private set; } = [];

        internal byte[] LastingBytes { get; private set; } = [];

        internal void Write(long offset, ReadOnlySpan<byte> data)
        {
            // A new array each time: the lasting bytes may be the old one.
            var bytes = new byte[Math.Max(Bytes.Length, offset + data.Length)];
            Bytes.CopyTo(bytes, 0);
            data.CopyTo(bytes.AsSpan((int)offset));
            Bytes = bytes;
        }

        internal void Resize(long length)
        {
            var bytes = new byte[length];
            Bytes.AsSpan(0, (int)Math.Min(length, Bytes.Length)).CopyTo(bytes);
            Bytes = bytes;
        }

        internal void Sync() => LastingBytes = Bytes;
    }
}
