namespace Archive.EndToEnd.Tests;

/// <summary>Lets a process believe that it is another time of day (libfaketime).</summary>
internal static class FakeClock
{
    internal const string Skipped = "skipped: libfaketime is not installed";

    /// <summary>The library to load before all others; null where it is not installed.</summary>
    internal static string? Library { get; } = Directory.Exists("/usr/lib")
        ? Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        : null;

    /// <summary>For the environment of a process whose clock is off; its timers run as always.</summary>
    internal static Action<IDictionary<string, string?>> OffBy(TimeSpan offset) => environment =>
    {
        environment["LD_PRELOAD"] = Library;
        environment["FAKETIME"] = FormattableString.Invariant($"{(offset < TimeSpan.Zero ? "-" : "+")}{Math.Abs(offset.TotalSeconds)}");
        environment["DONT_FAKE_MONOTONIC"] = "1";
        environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        environment["FAKETIME_NO_CACHE"] = "1";
    };
}
