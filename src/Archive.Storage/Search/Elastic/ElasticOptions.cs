using System.Text.RegularExpressions;

namespace Archive.Storage.Search.Elastic;

/// <summary>When a page that was entered can be found.</summary>
public enum ElasticRefresh
{
    /// <summary>With the server's next refresh, at most a second later; the call waits for it. Costs the server least.</summary>
    WaitFor,

    /// <summary>At once: the call makes the server refresh. For few writes, and tests.</summary>
    Immediate,
}

/// <summary>How to reach an Elasticsearch of release 8 or later, and how to use it. Secrets are in no text made from it.</summary>
public sealed partial record ElasticOptions
{
    /// <summary>The servers' addresses, http or https, without credentials; at least one. A server that fails is passed over for the next.</summary>
    public required IReadOnlyList<Uri> Nodes { get; init; }

    /// <summary>The alias that is searched, and the beginning of the names of the indices behind it: 1 to 100 lower-case letters, digits and hyphens, a letter first. Default "archive-pages".</summary>
    public string IndexName { get; init; } = "archive-pages";

    /// <summary>Primary shards of an index made from now on: 1 to 64, default 1; one holds some ten million pages.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>An API key in its encoded form (base64 of id and key); default none. Not together with <see cref="User"/>.</summary>
    public string? ApiKey { get; init; }

    /// <summary>A user for basic authentication; default none.</summary>
    public string? User { get; init; }

    /// <summary>The user's password.</summary>
    public string? Password { get; init; }

    /// <summary>SHA-256 of the certificate of the authority that signed the servers' certificates, 64 hexadecimal digits, colons allowed; default: the machine's own trust decides.</summary>
    public string? CaFingerprint { get; init; }

    /// <summary>Longest wait for one answer: 1 to 300 s, default 30 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a failed call is tried again before the index counts as away: 0 to 300 s, default 15 s. The last try may add a <see cref="RequestTimeout"/>.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The first pause before a call is tried again; grows exponentially, with jitter, up to 5 s: 10 ms to 5 s, default 200 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Largest body of a bulk request in bytes (one page may be larger): 64 KiB to 90 MiB (the server takes 100 MB), default 5 MiB.</summary>
    public int BulkBytes { get; init; } = 5 << 20;

    /// <summary>When a page that was entered can be found; default <see cref="ElasticRefresh.WaitFor"/>.</summary>
    public ElasticRefresh Refresh { get; init; } = ElasticRefresh.WaitFor;

    /// <summary>How often a filling of the index notes how far it has come: 0 to 1 h, default 30 s. So much of it may be done again after an interruption.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Options from addresses joined by commas; user and password may stand in the first, as in https://user:password@host:9200.</summary>
    /// <exception cref="ArgumentException">An address cannot be understood; the message does not repeat it, since it may hold a password.</exception>
    public static ElasticOptions FromAddresses(string addresses)
    {
        var uris = addresses.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select((address, i) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : throw new ArgumentException($"Address {i + 1} of the search index is no address such as https://host:9200."))
            .ToList();
        var credentials = uris.Count == 0 || uris[0].UserInfo.Length == 0 ? [] : uris[0].UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        return new ElasticOptions
        {
            Nodes = uris.ConvertAll(uri => new UriBuilder(uri) { UserName = "", Password = "" }.Uri),
            User = credentials.ElementAtOrDefault(0),
            Password = credentials.Length == 0 ? null : credentials.ElementAtOrDefault(1) ?? "",
        };
    }

    /// <summary>The addresses and the index alone.</summary>
    public override string ToString() => $"{IndexName} at {string.Join(", ", Nodes.Select(node => node.Host + ":" + node.Port))}";

    /// <exception cref="ArgumentException">A value lies outside its range; the message names the option and the range.</exception>
    public void Validate()
    {
        Check(Nodes.Count > 0, nameof(Nodes), "names no server");
        Check(Nodes.All(node => node.Scheme is "http" or "https"), nameof(Nodes), "takes addresses that begin with http:// or https://");
        Check(Nodes.All(node => node.UserInfo.Length == 0), nameof(Nodes), "takes no credentials; use User and Password");
        Check(IndexNamePattern().IsMatch(IndexName), nameof(IndexName), "takes 1 to 100 lower-case letters, digits and hyphens, a letter first");
        Check(Shards is >= 1 and <= 64, nameof(Shards), "lies between 1 and 64");
        Check(ApiKey is null || User is null, nameof(ApiKey), "is not given together with User");
        Check((User is null) == (Password is null), nameof(Password), "is given together with User");
        Check(CaFingerprint is null || FingerprintPattern().IsMatch(CaFingerprint.Replace(":", "", StringComparison.Ordinal)), nameof(CaFingerprint), "takes 64 hexadecimal digits");
        Check(RequestTimeout.TotalSeconds is >= 1 and <= 300, nameof(RequestTimeout), "lies between 1 and 300 s");
        Check(RetryFor.TotalSeconds is >= 0 and <= 300, nameof(RetryFor), "lies between 0 and 300 s");
        Check(RetryDelay.TotalMilliseconds is >= 10 and <= 5000, nameof(RetryDelay), "lies between 10 ms and 5 s");
        Check(ProgressInterval >= TimeSpan.Zero && ProgressInterval <= TimeSpan.FromHours(1), nameof(ProgressInterval), "lies between 0 and 1 h");
        Check(BulkBytes is >= 64 << 10 and <= 90 << 20, nameof(BulkBytes), "lies between 64 KiB and 90 MiB");
    }

    private static void Check(bool holds, string option, string rule)
    {
        if (!holds) throw new ArgumentException($"The search index's option {option} {rule}.", option);
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,99}$", RegexOptions.CultureInvariant)]
    private static partial Regex IndexNamePattern();

    [GeneratedRegex("^[0-9A-Fa-f]{64}$", RegexOptions.CultureInvariant)]
    private static partial Regex FingerprintPattern();
}
