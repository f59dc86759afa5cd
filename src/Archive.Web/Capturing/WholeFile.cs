using Archive.Pipeline.Receive;

namespace Archive.Web.Capturing;

/// <summary>Small files that are there whole or not at all.</summary>
internal static class WholeFile
{
    /// <param name="scratch">A folder in the same file system that nobody looks at.</param>
    internal static void Write(string scratch, string path, ReadOnlySpan<byte> content)
    {
        var temporary = Path.Combine(scratch, $"{Guid.NewGuid():N}.tmp");
        // New or not at all: a link that somebody put there is not followed, and one of the final name is replaced itself.
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            AtomicMove.Move(temporary, path);
        }
        catch (IOException)
        {
            File.Delete(temporary);
            throw;
        }
    }
}
