using Archive.Samples.Randomness;
using Archive.Samples.Scanning;

namespace Archive.Samples.Sets;

/// <summary>Draws the conditions of a scan as they come in an office, from spotless (strength 0) to bad (strength 1).</summary>
public static class OfficeConditions
{
    private static readonly Rgb[] _papers = [new(251, 250, 248), new(249, 248, 243), new(250, 250, 252), new(246, 243, 234)];
    private static readonly Rgb _yellowed = new(233, 219, 182);
    private static readonly Rgb[] _lids = [new(20, 19, 21), new(38, 36, 37), new(236, 237, 239), new(246, 246, 244)];

    /// <param name="strength">0 to 1; 0.5 is an office's usual.</param>
    public static ScanConditions Draw(Rng rng, double strength)
    {
        if (strength is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(strength), strength, "The strength of degradations lies between 0 and 1.");
        return new()
        {
            SkewDegrees = Math.Round(Skew(rng, strength), 4),
            Paper = Mix(rng.Pick(_papers), _yellowed, rng.Chance(0.4) ? strength * rng.Between(0.2, 1) : 0),
            Lid = rng.Pick(_lids),
            UnevenLight = strength * rng.Between(0.05, 0.5),
            Noise = 0.6 + strength * rng.Between(2, 6),
            Blur = 0.45 + strength * rng.Between(0.1, 0.8),
            InkStrength = 1 - strength * (rng.Chance(0.3) ? rng.Between(0.1, 0.5) : 0),
            ShowThrough = rng.Chance(0.5) ? strength * rng.Between(0.08, 0.3) : 0,
            Holes = rng.Chance(0.6 * Math.Min(1, 2 * strength)) ? rng.Pick([PunchHoles.Two, PunchHoles.Two, PunchHoles.Four]) : PunchHoles.None,
            Staple = rng.Chance(0.3 * strength),
            Folds = rng.Chance(0.5 * strength) ? rng.Int(1, 3) : 0,
            Overscan = rng.Chance(0.4 * strength) ? rng.Between(1, 5) : 0,
            Offset = (strength * rng.Between(-2, 2), strength * rng.Between(-2, 2)),
        };
    }

    /// <summary>Most sheets go in nearly straight, some do not: half of the strength gives up to 2.5°, all of it up to 5°.</summary>
    private static double Skew(Rng rng, double strength) => rng.Chance(0.6) ? strength * rng.Between(-1.6, 1.6) : strength * rng.Between(-5, 5);

    private static Rgb Mix(Rgb a, Rgb b, double share) => new(
        (int)Math.Round(a.Red + (b.Red - a.Red) * share), (int)Math.Round(a.Green + (b.Green - a.Green) * share), (int)Math.Round(a.Blue + (b.Blue - a.Blue) * share));
}
