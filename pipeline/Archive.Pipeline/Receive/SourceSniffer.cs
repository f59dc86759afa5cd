using Archive.Domain;
using Archive.Imaging.Formats;

namespace Archive.Pipeline.Receive;

/// <summary>A first look at an input: is it worth receiving?</summary>
internal abstract record SniffedSource
{
    private SniffedSource() { }

    /// <summary>By its first bytes of a format that is taken; null for a file still empty, which the receipt will judge.</summary>
    public sealed record Usable(MasterFormat? Format) : SniffedSource;

    public sealed record Unusable(string Reason) : SniffedSource;
}

/// <summary>Looks at the first bytes of regular files only.</summary>
internal static class SourceSniffer
{
    public static SniffedSource Sniff(string path, FileFacts facts)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            // A scanner that has just opened its file has written nothing yet: emptiness is judged when the file is received.
            if (facts.Size == 0) return new SniffedSource.Usable(null);
            Span<byte> head = stackalloc byte[FormatSniffer.BytesNeeded];
            var count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return FormatSniffer.Sniff(head[..count]) switch
            {
                SniffedFormat.Known known => new SniffedSource.Usable(known.Format),
                SniffedFormat.Foreign foreign => new SniffedSource.Unusable(foreign.Reason),
                _ => new SniffedSource.Unusable("unknown"),
            };
        }
        catch (UnauthorizedAccessException)
        {
            return new SniffedSource.Unusable("no permission to read it");
        }
        catch (IOException error)
        {
            return new SniffedSource.Unusable($"it cannot be read ({error.Message})");
        }
    }

    public static bool HasSeveralPages(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return ImageInspector.Inspect(stream) is ImageInspection.Accepted { Pages.Count: > 1 };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
