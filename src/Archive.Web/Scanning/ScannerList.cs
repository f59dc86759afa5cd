using Archive.Domain;
using Archive.Pipeline.Receive.Pdf;

namespace Archive.Web.Scanning;

/// <summary>The scanners of this machine and how they can be used.</summary>
/// <param name="Problem">Why there is none; null where there is.</param>
internal sealed record Scanners(IReadOnlyList<ScannerDevice> Devices, IReadOnlyList<ScanProfile> Profiles, string? Problem);

/// <summary>Looks for scanners, one at a time and not again at once: back-ends take their time, and some trouble the device.</summary>
/// <param name="own">Profiles of the administrator's; null for those that the devices suggest.</param>
internal sealed class ScannerList(Sane sane, IReadOnlyList<ScanProfile>? own, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>By device: one in use says nothing.</summary>
    private readonly Dictionary<string, IReadOnlyList<ScanProfile>> _suggested = [];

    private (Scanners Seen, DateTimeOffset At)? _last;

    internal async Task<Scanners> GetAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_last is { } last && time.GetUtcNow() - last.At < Fresh && last.Seen.Problem is null) return last.Seen;
            var seen = await LookAsync(cancellation);
            _last = (seen, time.GetUtcNow());
            return seen;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Whether a device is there now.</summary>
    internal async Task<bool> HasAsync(string device, CancellationToken cancellation)
    {
        try
        {
            return (await sane.ListAsync(cancellation)).Any(found => found.Device == device);
        }
        catch (Exception unknown) when (unknown is MissingToolException or TimeoutException)
        {
            return false;
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<Scanners> LookAsync(CancellationToken cancellation)
    {
        try
        {
            var devices = await sane.ListAsync(cancellation);
            var profiles = own ?? await SuggestAsync(devices, cancellation);
            return new(devices, profiles, devices.Count == 0 && profiles.Count == 0 ? "No scanner was found." : null);
        }
        catch (MissingToolException missing)
        {
            return new([], own ?? [], missing.Message);
        }
        catch (TimeoutException)
        {
            return new([], own ?? [], "The scanners do not answer.");
        }
    }

    private async Task<IReadOnlyList<ScanProfile>> SuggestAsync(IReadOnlyList<ScannerDevice> devices, CancellationToken cancellation)
    {
        var all = new List<ScanProfile>();
        foreach (var device in devices)
        {
            if (!_suggested.TryGetValue(device.Device, out var profiles))
            {
                var choices = await sane.ChoicesAsync(device.Device, cancellation);
                profiles = [.. Suggest(device, choices)];
                if (choices.Count > 0) _suggested[device.Device] = profiles;
            }

            foreach (var profile in profiles) all.Add(profile with { Name = Free(profile.Name, all) });
        }

        return all;
    }

    /// <summary>One for the feeder and one for the glass, whichever there is; in colour where there is colour, for the stamps.</summary>
    private static IEnumerable<ScanProfile> Suggest(ScannerDevice device, ILookup<string, string> choices)
    {
        var name = $"{device.Vendor} {device.Model}".Trim() is { Length: > 0 } known ? known[..Math.Min(known.Length, 48)].Trim() : device.Device[..Math.Min(device.Device.Length, 48)];
        var mode = choices["mode"].FirstOrDefault(value => value.Equals("Color", StringComparison.OrdinalIgnoreCase)) ?? choices["mode"].FirstOrDefault(value => value.Equals("Gray", StringComparison.OrdinalIgnoreCase));
        var duplex = choices["source"].FirstOrDefault(IsDuplex);
        var feeder = choices["source"].FirstOrDefault(value => IsFeeder(value) && !IsDuplex(value));
        var glass = choices["source"].FirstOrDefault(value => !IsFeeder(value) && !IsDuplex(value));
        if (feeder is not null || duplex is not null) yield return new($"{name}, feeder", device.Device, Mode: mode, Source: feeder ?? duplex, DuplexSource: duplex, Feeder: true);
        if (glass is not null || feeder is null && duplex is null) yield return new($"{name}, glass", device.Device, Mode: mode, Source: glass, Feeder: false);
    }

    private static bool IsFeeder(string source) => source.Contains("ADF", StringComparison.OrdinalIgnoreCase) || source.Contains("feeder", StringComparison.OrdinalIgnoreCase);

    private static bool IsDuplex(string source) => source.Contains("duplex", StringComparison.OrdinalIgnoreCase) || source.Contains("both", StringComparison.OrdinalIgnoreCase);

    private static string Free(string name, List<ScanProfile> taken)
    {
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? name : $"{name} ({number})";
            if (!taken.Exists(other => other.Name.Equals(candidate, StringComparison.OrdinalIgnoreCase))) return candidate;
        }
    }
}
