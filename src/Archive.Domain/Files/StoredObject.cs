namespace Archive.Domain;

/// <summary>What an object is to the archive: a master is what came in and is never altered or deleted; a derivative can be made again.</summary>
public enum ObjectKind
{
    Master,
    Derivative,
}

/// <summary>An object that is durably stored: its digest and length in bytes.</summary>
public sealed record StoredObject(Sha256Digest Digest, long Bytes);

/// <summary>The result of a fixity check of one object.</summary>
public enum FixityOutcome
{
    Intact,
    Missing,
    Changed,
}
