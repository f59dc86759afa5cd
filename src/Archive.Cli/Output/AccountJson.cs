namespace Archive.Cli.Output;

/// <summary>What `account add --json` writes.</summary>
/// <param name="OneTimePassword">Null where the password was given.</param>
internal sealed record AddedAccountJson(string Name, string? OneTimePassword);

/// <summary>What `account unlock --json` writes.</summary>
internal sealed record UnlockedAccountJson(string Name);
