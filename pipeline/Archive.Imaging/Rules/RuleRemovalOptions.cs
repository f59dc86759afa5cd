namespace Archive.Imaging.Rules;

/// <summary>What is a ruling line and what is a tick box, in millimetres.</summary>
public sealed record RuleRemovalOptions
{
    /// <summary>An unbroken stroke along a row or column of at least this length is a rule; no letter of print has one.</summary>
    public double ShortestRule { get; init; } = 9;

    /// <summary>Anything thicker is a bar or a picture and is left alone.</summary>
    public double ThickestRule { get; init; } = 1.1;

    /// <summary>Breaks up to this length do not end a rule.</summary>
    public double Break { get; init; } = 0.26;

    /// <summary>Sides of a tick box.</summary>
    public double SmallestBox { get; init; } = 2.2;

    public double LargestBox { get; init; } = 6.5;

    /// <summary>Thickest side of a tick box; the strokes of capitals as large as one are heavier.</summary>
    public double ThickestSide { get; init; } = 0.5;
}
