using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Archive.Domain.Audit;

/// <summary>
/// An event in the ledger. Each entry holds the hash of the one before, so that none can be changed, taken out or put in between without all that
/// follow being made anew; and who noted the newest hash elsewhere finds that as well (a hash chain, as in ISO/IEC 18014-3 linked time stamps).
/// </summary>
/// <param name="Id">From 1, without gaps.</param>
public sealed record AuditEntry(long Id, AuditEvent Event, Sha256Digest Previous, Sha256Digest Hash)
{
    /// <summary>What stands before the first entry.</summary>
    public static Sha256Digest Genesis { get; } = Sha256Digest.FromBytes(new byte[32]);

    /// <summary>The entry that follows a hash.</summary>
    public static AuditEntry After(Sha256Digest previous, long id, AuditEvent told)
    {
        // As any database gives it back: the hash is over what is kept.
        var kept = told with
        {
            At = ToMicroseconds(told.At),
            Actor = Kept(told.Actor)!,
            Subject = Kept(told.Subject),
            Origin = Kept(told.Origin),
            Purpose = Kept(told.Purpose),
            Detail = Kept(told.Detail),
        };
        return new(id, kept, previous, HashOf(previous, id, kept));
    }

    /// <summary>Whether the hash is the one that the entry has to have.</summary>
    public bool IsIntact => HashOf(Previous, Id, Event) == Hash;

    /// <summary>
    /// SHA-256 over: the hash before (32 bytes), the id and the time in microseconds since 1970 in UTC (8 bytes each, big-endian), the key (16 bytes, RFC
    /// 9562 order), then actor, action, outcome, subject, origin, purpose and detail, each as its length in bytes (4 bytes, big-endian; -1 for none) and
    /// its UTF-8. Lengths make it unambiguous: no two entries have the same bytes.
    /// </summary>
    private static Sha256Digest HashOf(Sha256Digest previous, long id, AuditEvent told)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Convert.FromHexString(previous.Hex));
        Append(hash, id);
        Append(hash, MicrosecondsOf(told.At));
        hash.AppendData(told.Key.ToByteArray(bigEndian: true));
        foreach (var field in new[] { told.Actor, told.Action.ToString(), told.Outcome.ToString(), told.Subject, told.Origin, told.Purpose, told.Detail }) Append(hash, field);
        return Sha256Digest.FromBytes(hash.GetHashAndReset());
    }

    /// <summary>Microseconds since 1970 in UTC.</summary>
    public static long MicrosecondsOf(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static DateTimeOffset ToMicroseconds(DateTimeOffset at) => DateTimeOffset.UnixEpoch.AddTicks(MicrosecondsOf(at) * TimeSpan.TicksPerMicrosecond);

    /// <summary>Text that every database takes: PostgreSQL refuses U+0000, and halves of surrogate pairs have no UTF-8.</summary>
    private static string? Kept(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        var bytes = text is null ? null : Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes?.Length ?? -1);
        hash.AppendData(length);
        if (bytes is not null) hash.AppendData(bytes);
    }
}
