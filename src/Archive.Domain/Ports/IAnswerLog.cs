namespace Archive.Domain.Ports;

/// <summary>A request that may be told again, by its caller and the key that the caller chose.</summary>
/// <param name="Caller">As the audit ledger calls them: keys of different callers have nothing to do with each other.</param>
/// <param name="Request">Digest of all that was asked.</param>
public sealed record KeyedRequest(string Caller, string Key, Sha256Digest Request);

/// <summary>What a request was answered.</summary>
/// <param name="Headers">Those that the answer goes with, by name.</param>
public sealed record KeptAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>What is known of a request that came before with the same key.</summary>
/// <param name="Request">Digest of what was asked then.</param>
/// <param name="Answer">Null where it is not answered yet.</param>
public sealed record EarlierRequest(Sha256Digest Request, KeptAnswer? Answer);

/// <summary>
/// Answers to requests that carry a key, so that a request told again is answered as before and done once, on whichever node
/// (draft-ietf-httpapi-idempotency-key-header).
/// </summary>
public interface IAnswerLog
{
    /// <summary>Says that a request is being answered, unless one came with the same key before.</summary>
    /// <param name="now">When it came.</param>
    /// <param name="abandoned">A request that came before this moment and is unanswered is taken for given up, together with its node.</param>
    /// <returns>Null where the caller is to answer it; else what came before.</returns>
    Task<EarlierRequest?> BeginAsync(KeyedRequest request, DateTimeOffset now, DateTimeOffset abandoned, CancellationToken cancellation);

    /// <summary>Keeps the answer of a request that was begun.</summary>
    Task KeepAsync(KeyedRequest request, KeptAnswer answer, CancellationToken cancellation);

    /// <summary>Forgets a request that was begun and came to nothing: told again, it is tried again.</summary>
    Task ForgetAsync(KeyedRequest request, CancellationToken cancellation);

    /// <summary>Forgets requests that came before a moment.</summary>
    Task RemoveBeforeAsync(DateTimeOffset moment, CancellationToken cancellation);
}
