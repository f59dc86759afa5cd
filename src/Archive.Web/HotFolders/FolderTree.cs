using System.Globalization;
using Archive.Domain;
using Archive.Pipeline.Receive;

namespace Archive.Web.HotFolders;

internal enum EntryKind
{
    /// <summary>A regular file that may be an image or a PDF.</summary>
    Input,

    /// <summary>Hidden, or left by a program for itself.</summary>
    Aside,

    /// <summary>A link, pipe, socket or device, or a folder too deep down.</summary>
    Foreign,
}

/// <param name="Path">Within the folder.</param>
internal sealed record TreeEntry(string Path, EntryKind Kind);

/// <summary>What a folder holds at any depth, as far as can be told without opening anything and without following any link.</summary>
/// <param name="Entries">In the order in which they are taken: files of a folder in natural name order, then its folders.</param>
/// <param name="Unfinished">Files that a program still writes, by their names.</param>
/// <param name="OutOfReach">What cannot be taken until somebody mends its name or its permissions.</param>
/// <param name="HasEmpty">There is a file of no bytes.</param>
/// <param name="State">Another one for every change.</param>
internal sealed record FolderTree(IReadOnlyList<TreeEntry> Entries, int Unfinished, int OutOfReach, bool HasEmpty, Sha256Digest State)
{
    private const int MostDepth = 16, MostEntries = 20_000;

    internal static EnumerationOptions Everything { get; } = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <exception cref="IOException">The folder vanished, or cannot be listed.</exception>
    internal static FolderTree Of(string folder)
    {
        var walk = new Walk(folder);
        walk.Into("", 0);
        var state = string.Join('\0', walk.States);
        return new(walk.Entries, walk.Unfinished, walk.OutOfReach, walk.HasEmpty, Sha256Digest.Of(System.Text.Encoding.UTF8.GetBytes(state)));
    }

    private sealed class Walk(string root)
    {
        internal List<TreeEntry> Entries { get; } = [];

        internal List<string> States { get; } = [];

        internal int Unfinished { get; private set; }

        internal int OutOfReach { get; private set; }

        internal bool HasEmpty { get; private set; }

        internal void Into(string folder, int depth)
        {
            var inner = new List<string>();
            foreach (var path in List(Path.Combine(root, folder))) See(Path.Combine(folder, Path.GetFileName(path)), depth, inner);
            foreach (var next in inner) Into(next, depth + 1);
        }

        private List<string> List(string folder)
        {
            try
            {
                return [.. Directory.EnumerateFileSystemEntries(folder, "*", Everything).Take(MostEntries).OrderBy(Path.GetFileName, NaturalNameComparer.Instance)];
            }
            catch (UnauthorizedAccessException)
            {
                OutOfReach++;
                return [];
            }
        }

        private void See(string path, int depth, List<string> inner)
        {
            var (name, facts) = (Path.GetFileName(path), FileFacts.Of(Path.Combine(root, path), follow: false));
            States.Add(string.Create(CultureInfo.InvariantCulture, $"{path}\0{facts.Kind} {facts.Size} {facts.Modified.UtcTicks}"));
            if (facts.Kind == PathKind.Missing) return;
            if (EntryName.IsOutOfReach(name) || facts.Kind == PathKind.OutOfReach) OutOfReach++;
            else if (EntryName.IsAside(name)) Entries.Add(new(path, EntryKind.Aside));
            else if (facts.Kind == PathKind.Folder && depth < MostDepth) inner.Add(path);
            else if (facts.Kind != PathKind.RegularFile) Entries.Add(new(path, EntryKind.Foreign));
            else if (EntryName.IsUnfinished(name)) Unfinished++;
            else Take(path, facts);
        }

        private void Take(string path, FileFacts facts)
        {
            HasEmpty |= facts.Size == 0;
            if (Readable.Is(Path.Combine(root, path))) Entries.Add(new(path, EntryKind.Input));
            else OutOfReach++;
        }
    }
}

/// <summary>Whether a regular file may be read.</summary>
internal static class Readable
{
    /// <summary>True too where it has vanished: that is found out by who takes it.</summary>
    internal static bool Is(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
