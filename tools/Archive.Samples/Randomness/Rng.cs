using System.Numerics;
using System.Text;

namespace Archive.Samples.Randomness;

/// <summary>
/// Deterministic random numbers: xoshiro256** seeded through SplitMix64 (Blackman and Vigna, public-domain algorithms).
/// The same seed gives the same numbers on every machine and .NET version, which the framework's own generator does not promise.
/// </summary>
public sealed class Rng
{
    private readonly ulong _seed;
    private ulong _s0, _s1, _s2, _s3;

    public Rng(ulong seed)
    {
        _seed = seed;
        var state = seed;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>
    /// An independent stream named by what it is for. It depends on this stream's seed and the name alone, not on how much
    /// has been drawn, so that adding a draw to one page does not change the others.
    /// </summary>
    public Rng Fork(string purpose)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(purpose)) hash = (hash ^ value) * 1099511628211UL;
        var state = _seed ^ BitOperations.RotateLeft(hash, 17);
        return new(SplitMix(ref state));
    }

    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number from 0 (included) to 1 (not included).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number, both ends included.</summary>
    public int Int(int lowest, int highest)
    {
        if (highest < lowest) throw new ArgumentOutOfRangeException(nameof(highest), highest, $"The range starts at {lowest}.");
        return lowest + (int)(NextUInt64() % (ulong)(highest - lowest + 1L));
    }

    public double Between(double lowest, double highest) => lowest + (highest - lowest) * NextDouble();

    /// <summary>True with the given probability, 0 to 1.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A normally distributed number, mean 0, standard deviation 1 (Box and Muller).</summary>
    public double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    public T Pick<T>(IReadOnlyList<T> items) => items[Int(0, items.Count - 1)];

    /// <summary>Some of the items, each at most once, in random order.</summary>
    public List<T> Sample<T>(IReadOnlyList<T> items, int count)
    {
        var pool = items.ToList();
        for (var i = 0; i < Math.Min(count, pool.Count); i++)
        {
            var other = Int(i, pool.Count - 1);
            (pool[i], pool[other]) = (pool[other], pool[i]);
        }
        return pool.GetRange(0, Math.Min(count, pool.Count));
    }

    public string Digits(int count)
    {
        var digits = new char[count];
        for (var i = 0; i < count; i++) digits[i] = (char)('0' + Int(0, 9));
        return new(digits);
    }

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
