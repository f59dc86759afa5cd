using System.Globalization;
using Archive.Benchmarks.Search;

namespace Archive.Benchmarks.Web;

/// <summary>What is measured of the service.</summary>
/// <param name="Folder">Where the corpus is kept between runs.</param>
/// <param name="Think">Mean time that a person looks at the screen; times between are spread exponentially.</param>
public sealed record WebLoad(string Archive, string Folder, string Samples, int Users, TimeSpan Span, int Pages, TimeSpan Think);

/// <summary>How soon the service answers many caseworkers at once, against one who has it alone; load and service share this machine.</summary>
public static class WebBench
{
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(5), Alone = TimeSpan.FromSeconds(15);

    /// <returns>Whether nothing went wrong.</returns>
    public static async Task<bool> RunAsync(WebLoad load, TextWriter output, TextWriter progress)
    {
        var text = new SyntheticText();
        var data = Path.Combine(load.Folder, string.Create(CultureInfo.InvariantCulture, $"web-{load.Pages}"));
        await WebCorpus.EnsureAsync(data, load.Pages, load.Users, text, load.Archive, load.Samples, progress);
        await using var service = await ServiceProcess.StartAsync(load.Archive, data);
        progress.WriteLine("Warming up ...");
        await WorkAsync(service, load with { Users = Math.Min(4, load.Users), Span = Warming, Think = TimeSpan.Zero }, text, 1000);
        progress.WriteLine("One caseworker ...");
        var alone = await WorkAsync(service, load with { Users = 1, Span = Alone, Think = TimeSpan.Zero }, text, 2000);
        progress.WriteLine($"{load.Users} caseworkers ...");
        var before = service.CpuTime;
        var together = await WorkAsync(service, load, text, 3000);
        var cpu = service.CpuTime - before;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{load.Users} caseworkers for {load.Span.TotalSeconds:F0} s over {load.Pages:N0} pages, looking at the screen for {load.Think.TotalSeconds:F1} s between requests"));
        together.Write(output, alone, load.Span);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"service: {cpu.TotalSeconds / load.Span.TotalSeconds:F2} CPUs busy, {cpu.TotalMilliseconds / Math.Max(1, together.Count):F1} ms CPU a request"));
        return together.Errors == 0;
    }

    private static async Task<Timings> WorkAsync(ServiceProcess service, WebLoad load, SyntheticText text, int seed)
    {
        var timings = new Timings();
        var people = Enumerable.Range(0, load.Users).Select(user => new Caseworker(service.Address, text, seed + user, load.Think, timings)).ToList();
        try
        {
            foreach (var (person, user) in people.Select((person, user) => (person, user))) await person.LogInAsync(WebCorpus.NameOf(user));
            using var end = new CancellationTokenSource(load.Span);
            await Task.WhenAll(people.Select(person => Task.Run(() => person.WorkAsync(end.Token))));
        }
        finally
        {
            people.ForEach(person => person.Dispose());
        }

        return timings;
    }
}
