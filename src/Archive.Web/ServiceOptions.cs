using Archive.Domain;
using Archive.Web.Accounts;

namespace Archive.Web;

/// <summary>How the service lets people in and for how long.</summary>
public sealed record ServiceOptions
{
    /// <summary>A session ends when it was not used for this long; 1 minute to 24 hours. Default 30 minutes.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A session ends after this long however much it is used; 10 minutes to 7 days. Default 12 hours.</summary>
    public TimeSpan LongestSession { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Fewest characters of a password, 8 to 64 (NIST SP 800-63B-4 asks for 15 where the password is the only factor). Default 12.</summary>
    public int ShortestPassword { get; init; } = 12;

    /// <summary>Failed log-ins after which an account is locked for a while, 3 to 100. Default 5.</summary>
    public int FailuresBeforeLock { get; init; } = 5;

    /// <summary>How long an account is locked at first; each further failure doubles it, up to 15 minutes. 10 seconds to 15 minutes. Default 1 minute.</summary>
    public TimeSpan FirstLock { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Log-ins tried from one address within a minute before it has to wait, 3 to 10,000. Default 120: an office has one address.</summary>
    public int LogInsPerMinute { get; init; } = 120;

    /// <summary>Requests of one session within a minute before it has to wait, 60 to 1,000,000. Default 3,000: a viewer asks for many tiles.</summary>
    public int RequestsPerMinute { get; init; } = 3000;

    /// <summary>
    /// Proxies and load balancers on other machines that are believed about the caller's address and TLS (X-Forwarded-For, X-Forwarded-Proto), as addresses
    /// and networks with commas between them: 10.1.2.3, 10.2.0.0/16. Those on the machine itself always are. Default none.
    /// </summary>
    public string? Proxies { get; init; }

    /// <summary>Most bytes of a file that is uploaded, 1 MB to 100 GB. Default 2 GB.</summary>
    public long MostUploadBytes { get; init; } = 2_000_000_000;

    /// <summary>Whether a batch is released only after somebody else has found it fit for release (four eyes). Default no.</summary>
    public bool SecondLook { get; init; }

    /// <summary>Share of the released pages that is drawn to be looked at once more, 0 to 1. Default 0.02.</summary>
    public double SampleShare { get; init; } = 0.02;

    /// <summary>Folder that the administrator's backup job writes to, on another medium; null where backups are made otherwise. Default null.</summary>
    public string? BackupFolder { get; init; }

    /// <summary>Whether every PDF that is downloaded has who took it and when over its pages; where not, people may ask for it. Default no.</summary>
    public bool Watermark { get; init; }

    /// <summary>
    /// The root of the hot folders, an absolute path that every node of the service has under the same name: each folder directly in it is a station,
    /// and what is put there goes into batches. It is looked through every few seconds, since network shares announce no changes. Default none.
    /// </summary>
    public string? HotFolders { get; init; }

    /// <summary>What lies in a hot folder is taken when nothing of it has changed for this long; 500 ms to 10 minutes. Default 3 seconds.</summary>
    public TimeSpan HotFolderQuietTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Time between two looks at the hot folders; 10 ms to 1 minute. Default 1 second.</summary>
    public TimeSpan HotFolderPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The file of scan profiles, an absolute path: a JSON array, whose fields docs/feeding.md has; read at start. Default none: each scanner
    /// that is found suggests its own.
    /// </summary>
    public string? ScanProfiles { get; init; }

    /// <summary>A scan is ended when no page came for this long; 5 seconds to 1 hour. Default 2 minutes.</summary>
    public TimeSpan ScanTimeOut { get; init; } = TimeSpan.FromMinutes(2);

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public ServiceOptions Validated()
    {
        Require(IdleTime >= TimeSpan.FromMinutes(1) && IdleTime <= TimeSpan.FromHours(24), nameof(IdleTime), "1 minute to 24 hours");
        Require(LongestSession >= TimeSpan.FromMinutes(10) && LongestSession <= TimeSpan.FromDays(7), nameof(LongestSession), "10 minutes to 7 days");
        Require(ShortestPassword is >= 8 and <= 64, nameof(ShortestPassword), "8 to 64");
        Require(FailuresBeforeLock is >= 3 and <= 100, nameof(FailuresBeforeLock), "3 to 100");
        Require(FirstLock >= TimeSpan.FromSeconds(10) && FirstLock <= LogIns.LongestLock, nameof(FirstLock), "10 seconds to 15 minutes");
        Require(LogInsPerMinute is >= 3 and <= 10_000, nameof(LogInsPerMinute), "3 to 10,000");
        Require(RequestsPerMinute is >= 60 and <= 1_000_000, nameof(RequestsPerMinute), "60 to 1,000,000");
        Require(Http.Proxies.AreValid(Proxies), nameof(Proxies), "addresses and networks with commas between them");
        Require(MostUploadBytes is >= 1_000_000 and <= 100_000_000_000, nameof(MostUploadBytes), "1,000,000 to 100,000,000,000");
        Require(SampleShare is >= 0 and <= 1, nameof(SampleShare), "0 to 1");
        Require(HotFolderQuietTime >= TimeSpan.FromMilliseconds(500) && HotFolderQuietTime <= TimeSpan.FromMinutes(10), nameof(HotFolderQuietTime), "500 ms to 10 minutes");
        Require(HotFolderPause >= TimeSpan.FromMilliseconds(10) && HotFolderPause <= TimeSpan.FromMinutes(1), nameof(HotFolderPause), "10 ms to 1 minute");
        Require(HotFolders is null || Path.IsPathFullyQualified(HotFolders), nameof(HotFolders), "an absolute path");
        Require(ScanProfiles is null || Path.IsPathFullyQualified(ScanProfiles), nameof(ScanProfiles), "an absolute path");
        Require(ScanTimeOut >= TimeSpan.FromSeconds(5) && ScanTimeOut <= TimeSpan.FromHours(1), nameof(ScanTimeOut), "5 seconds to 1 hour");
        return this;
    }

    private static void Require(bool holds, string option, string range)
    {
        if (!holds) throw new ArgumentOutOfRangeException(option, $"{option} is out of its range: {range}.");
    }
}
