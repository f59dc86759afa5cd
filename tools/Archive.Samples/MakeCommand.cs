using System.Globalization;
using Archive.Samples.Randomness;
using Archive.Samples.Sets;
using Archive.Samples.Truth;

namespace Archive.Samples;

/// <summary>The one command: <c>make</c>.</summary>
/// <param name="Seed">Same seed, same samples.</param>
/// <param name="Files">How many files, or of single-page sets pages; at least 1.</param>
/// <param name="Strength">Strength of degradations, 0 to 1.</param>
public sealed record MakeCommand(ulong Seed, int Files, string Out, double Strength, ISampleSet Set)
{
    public const int Done = 0, Usage = 2, Environment = 4;

    private const double UsualStrength = 0.5;

    public static string Help { get; } = $"""
        usage: Archive.Samples make --out DIR [--seed N] [--files K] [--strength 0..1] [--set NAME]
          --seed N      default 1; the same seed makes the same samples
          --files K     default 5
          --strength S  default 0.5: 0 spotless, 0.5 an office's usual, 1 bad
          --set NAME    default {SampleSets.All[0].Name}:
        {string.Join('\n', SampleSets.All.Select(set => $"      {set.Name,-12}{set.Description}"))}
        Writes DIR/samples, DIR/truth/*.json and DIR/manifest.json.
        """;

    /// <exception cref="ArgumentException">The arguments are wrong; the message says how.</exception>
    public static MakeCommand Parse(string[] arguments)
    {
        if (arguments.Length == 0 || arguments[0] != "make") throw new ArgumentException("The command is 'make'.");
        var command = new MakeCommand(1, 5, "", UsualStrength, SampleSets.All[0]);
        for (var i = 1; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length) throw new ArgumentException($"{arguments[i]} needs a value.");
            command = command.With(arguments[i], arguments[i + 1]);
        }
        return command.Out.Length > 0 ? command : throw new ArgumentException("--out DIR is needed.");
    }

    /// <summary>Makes the samples, progress on <paramref name="progress"/>.</summary>
    public void Run(TextWriter progress)
    {
        var maker = new SampleMaker(Out, Set.Name, Seed);
        var truths = new List<FileTruth>();
        foreach (var file in Set.Plan(new Rng(Seed), Files, Strength))
        {
            truths.Add(maker.Make(file));
            progress.WriteLine($"{file.Name}: {file.Pages.Count} page(s)");
        }
        Manifest.Of(this, truths).Write(Out);
    }

    private MakeCommand With(string option, string value) => option switch
    {
        "--seed" when ulong.TryParse(value, CultureInfo.InvariantCulture, out var seed) => this with { Seed = seed },
        "--files" when int.TryParse(value, CultureInfo.InvariantCulture, out var files) && files > 0 => this with { Files = files },
        "--strength" when double.TryParse(value, CultureInfo.InvariantCulture, out var strength) && strength is >= 0 and <= 1 => this with { Strength = strength },
        "--out" when value.Length > 0 => this with { Out = value },
        "--set" => this with { Set = SampleSets.Named(value) },
        "--seed" or "--files" or "--strength" or "--out" => throw new ArgumentException($"'{value}' is no value for {option}."),
        _ => throw new ArgumentException($"There is no option {option}."),
    };
}
