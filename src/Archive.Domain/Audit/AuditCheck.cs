namespace Archive.Domain.Audit;

/// <summary>The newest entry: how many there are, and the hash that all of them lead to.</summary>
public sealed record AuditHead(long Id, Sha256Digest Hash);

/// <summary>Something that is wrong with the ledger.</summary>
/// <param name="Id">The entry that it was found at.</param>
public sealed record AuditBreach(long Id, string What);

/// <summary>Looks through a ledger, entry by entry in the order of their ids, for what was changed, taken out or put in.</summary>
/// <param name="noted">A head that was noted elsewhere; null where none was.</param>
public sealed class AuditCheck(AuditHead? noted)
{
    private AuditHead _last = new(0, AuditEntry.Genesis);

    /// <summary>Entries seen so far, and the hash they lead to.</summary>
    public AuditHead Last => _last;

    /// <summary>What is wrong with the next entry; it may be several things.</summary>
    public IEnumerable<AuditBreach> Next(AuditEntry entry)
    {
        var before = _last;
        _last = new(entry.Id, entry.Hash);
        if (entry.Id > before.Id + 1) yield return new(entry.Id, Missing(before.Id + 1, entry.Id - 1));
        if (!entry.IsIntact) yield return new(entry.Id, "it was changed: its hash is not that of what it says");
        if (entry.Id == before.Id + 1 && entry.Previous != before.Hash) yield return new(entry.Id, "it does not follow from the entry before: one of the two was replaced");
        if (noted is not null && entry.Id == noted.Id && entry.Hash != noted.Hash) yield return new(entry.Id, "its hash is not the one that was noted: the ledger up to here was written anew");
    }

    /// <summary>What is wrong with the end.</summary>
    /// <param name="head">What the ledger says of its newest entry.</param>
    public IEnumerable<AuditBreach> End(AuditHead head)
    {
        if (head.Id > _last.Id) yield return new(head.Id, $"{Missing(_last.Id + 1, head.Id)} at the end");
        else if (head != _last) yield return new(_last.Id, $"the ledger says that it ends with entry {head.Id}: entries were put in behind its back");
        if (noted is not null && noted.Id > _last.Id) yield return new(noted.Id, $"entry {noted.Id}, which was noted, is not there: the ledger was cut off");
    }

    private static string Missing(long first, long last) => first == last ? $"entry {first} is missing" : $"entries {first} to {last} are missing";
}
