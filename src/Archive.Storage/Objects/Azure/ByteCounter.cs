namespace Archive.Storage.Objects.Azure;

/// <summary>Counts what is written to it, over all readings, and keeps nothing.</summary>
internal sealed class ByteCounter : Stream
{
    internal long Written { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Written += count;

    public override void Flush()
    {
    }

    /// <summary>A reading begins anew; what it takes counts all the same.</summary>
    public override void SetLength(long value)
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
}
