namespace Archive.Imaging.Formats;

/// <summary>
/// Bounded random access to a file: reads never leave it, and in sum never exceed a budget, so that no header,
/// however contrived, makes inspection read or run without end.
/// </summary>
internal sealed class ByteSource(Stream stream, long budget)
{
    private long _budget = budget;

    public long Length { get; } = stream.Length;

    /// <summary>Reads as many bytes as there are at an offset, up to the buffer's length; 0 beyond the end.</summary>
    public int Read(long offset, Span<byte> buffer)
    {
        if (offset < 0 || offset >= Length) return 0;
        if ((_budget -= buffer.Length) < 0) throw new ImageFormatException("its header is longer than any real one");
        stream.Position = offset;
        return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    }

    /// <summary>Fills the buffer from an offset, or says that the file ends before.</summary>
    public bool TryFill(long offset, Span<byte> buffer) => Read(offset, buffer) == buffer.Length;

    /// <summary>Up to <paramref name="count"/> bytes at an offset; fewer where the file ends.</summary>
    public byte[] Take(long offset, int count)
    {
        var buffer = new byte[(int)Math.Clamp(Length - offset, 0, count)];
        return Read(offset, buffer) == buffer.Length ? buffer : [];
    }
}
