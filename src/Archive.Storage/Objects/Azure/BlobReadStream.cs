using System.Security.Cryptography;
using Archive.Domain;

namespace Archive.Storage.Objects.Azure;

/// <summary>
/// An object as it comes over the line, forward only. It is hashed on the way, and its last bytes are handed out only when all of them
/// together have the object's digest: who reads to the end never has wrong bytes.
/// </summary>
internal sealed class BlobReadStream : Stream
{
    private readonly Stream _body;
    private readonly Sha256Digest _digest;
    private readonly AzureCalls _calls;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;

    /// <exception cref="IOException">The object is empty although its digest says otherwise.</exception>
    internal BlobReadStream(Stream body, long bytes, Sha256Digest digest, AzureCalls calls)
    {
        (_body, Length, _digest, _calls) = (body, bytes, digest, calls);
        if (bytes == 0) Verify();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <exception cref="StoreUnavailableException">The store breaks off or is too slow.</exception>
    /// <exception cref="IOException">The object is damaged.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _position == Length) return 0;
        var read = await _calls.RunAsync(token => _body.ReadAsync(buffer, token).AsTask(), cancellationToken);
        if (read == 0) throw _calls.Unavailable($"broke off after {_position:N0} of {Length:N0} bytes of object {_digest}");
        _hash.AppendData(buffer.Span[..read]);
        _position += read;
        if (_position == Length) Verify();
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            _body.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Verify()
    {
        var actual = Sha256Digest.FromBytes(_hash.GetHashAndReset());
        if (actual != _digest) throw new IOException($"Object {_digest} is damaged: the object store gives bytes with the digest {actual}.");
    }
}
