using System.Globalization;
using Archive.Benchmarks.Web;

namespace Archive.Benchmarks;

/// <summary>What to measure.</summary>
/// <param name="Samples">A folder with samples/ and truth/ as the sample maker writes it.</param>
/// <param name="Archive">The `archive` command.</param>
/// <param name="Rounds">Each contender runs this often, in turn; 1 and up.</param>
/// <param name="Workers">Page workers of Archive; the peers run one at a time as well.</param>
/// <param name="Peers">False: Archive alone, for angles, turns and blanks.</param>
/// <param name="Json">Where the figures are written as JSON; null: nowhere.</param>
public sealed record BenchArguments(string Samples, string Archive, int Rounds, int Workers, bool Peers, string? Json)
{
    public const string Help = "Archive.Benchmarks --samples DIR --archive COMMAND [--rounds 3] [--workers 1] [--no-peers] [--json FILE]\n       Archive.Benchmarks --catalog PAGES\n       Archive.Benchmarks --search PAGES FOLDER [--keep-index]\n       Archive.Benchmarks --web COMMAND FOLDER SAMPLES USERS SECONDS PAGES THINK";

    /// <summary>The size of catalog or search index to measure, and where what is searched is kept; null where pages are to be measured instead.
    /// With KeepIndex a whole index that is there is only asked.</summary>
    /// <exception cref="ArgumentException">The size is no positive number.</exception>
    public static (bool Search, int Pages, string Folder, bool KeepIndex)? ScaleOf(IReadOnlyList<string> words) => words switch
    {
        ["--catalog", var pages] => (false, Positive(pages), "", false),
        ["--search", var pages, var folder] => (true, Positive(pages), folder, false),
        ["--search", var pages, var folder, "--keep-index"] => (true, Positive(pages), folder, true),
        _ => null,
    };

    /// <summary>The load on the service that is to be measured; null where something else is.</summary>
    /// <exception cref="ArgumentException">A number is none.</exception>
    public static WebLoad? WebOf(IReadOnlyList<string> words) => words is ["--web", var archive, var folder, var samples, var users, var seconds, var pages, var think]
        ? new(archive, folder, samples, Positive(users), TimeSpan.FromSeconds(Positive(seconds)), Positive(pages), TimeSpan.FromSeconds(double.Parse(think, CultureInfo.InvariantCulture)))
        : null;

    /// <exception cref="ArgumentException">The words are off; the message says which.</exception>
    public static BenchArguments Parse(IReadOnlyList<string> words)
    {
        var result = new BenchArguments("", "", 3, 1, true, null);
        for (var i = 0; i < words.Count; i++)
        {
            var value = words[i] == "--no-peers" ? "" : ++i < words.Count ? words[i] : throw new ArgumentException($"{words[i - 1]} needs a value.");
            result = words[words[i] == "--no-peers" ? i : i - 1] switch
            {
                "--samples" => result with { Samples = value },
                "--archive" => result with { Archive = value },
                "--rounds" => result with { Rounds = Positive(value) },
                "--workers" => result with { Workers = Positive(value) },
                "--no-peers" => result with { Peers = false },
                "--json" => result with { Json = value },
                var other => throw new ArgumentException($"{other} is not an option."),
            };
        }

        if (result.Samples.Length == 0 || result.Archive.Length == 0) throw new ArgumentException("--samples and --archive are needed.");
        return result;
    }

    private static int Positive(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number : throw new ArgumentException($"'{text}' is not a positive number.");
}
