namespace Archive.Samples.Sets;

/// <summary>The sets by name.</summary>
public static class SampleSets
{
    public static IReadOnlyList<ISampleSet> All { get; } = [new MixedSet(), new BenchSet(), new SkewSet(), new OrientationSet(), new BlankSet(), new TestdataSet()];

    /// <exception cref="ArgumentException">There is no such set.</exception>
    public static ISampleSet Named(string name) => All.FirstOrDefault(set => set.Name == name)
        ?? throw new ArgumentException($"There is no set '{name}'; there are {string.Join(", ", All.Select(set => set.Name))}.", nameof(name));
}
