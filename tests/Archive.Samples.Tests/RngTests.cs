using Archive.Samples.Randomness;

namespace Archive.Samples.Tests;

public class RngTests
{
    [Fact]
    public void NextUInt64_SeededByKnownState_GivesTheReferenceSequence()
    {
        // SplitMix64 from 0 seeds the state; the first output follows from the published recurrences:
        // rotl(s1 * 5, 7) * 9 with s1 the second SplitMix64 number, 0x6E789E6AA1B965F4.
        var expected = System.Numerics.BitOperations.RotateLeft(unchecked(0x6E789E6AA1B965F4UL * 5), 7);

        Assert.Equal(unchecked(expected * 9), new Rng(0).NextUInt64());
    }

    [Fact]
    public void Fork_AfterDraws_DoesNotDependOnThem()
    {
        var (fresh, drawn) = (new Rng(5), new Rng(5));
        for (var i = 0; i < 10; i++) drawn.NextUInt64();

        Assert.Equal(fresh.Fork("page").NextUInt64(), drawn.Fork("page").NextUInt64());
        Assert.NotEqual(fresh.Fork("page").NextUInt64(), fresh.Fork("pagf").NextUInt64());
    }

    [Fact]
    public void Gaussian_ManyDraws_HasMeanZeroAndDeviationOne()
    {
        var rng = new Rng(11);
        var values = Enumerable.Range(0, 20_000).Select(_ => rng.Gaussian()).ToList();

        Assert.InRange(values.Average(), -0.03, 0.03);
        Assert.InRange(Math.Sqrt(values.Average(value => value * value)), 0.97, 1.03);
    }

    [Fact]
    public void Sample_MoreThanThereAre_GivesEachOnce() =>
        Assert.Equal([1, 2, 3], new Rng(3).Sample([3, 1, 2], 9).Order());
}
