using Archive.Benchmarks.Processes;

namespace Archive.Benchmarks.Contenders;

/// <summary>What a contender made of one page. Null where it does not tell.</summary>
public sealed record PageReading(string Text, double? SkewDegrees, bool? Blank, int? Orientation);

/// <summary>One run over all pages.</summary>
/// <param name="OutputBytes">Size of the PDFs made; 0 where it makes none.</param>
public sealed record RunResult(ProcessCost Cost, long OutputBytes, IReadOnlyList<PageReading> Pages);

/// <summary>A program that reads pages.</summary>
public interface IContender
{
    string Name { get; }

    /// <param name="workFolder">Empty, for everything it makes.</param>
    RunResult Run(IReadOnlyList<SamplePage> pages, string workFolder);
}
