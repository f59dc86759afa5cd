namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>A mark, and how it lies on its class's pattern.</summary>
internal readonly record struct MarkMember(Mark Mark, Alignment Alignment);

/// <summary>
/// Marks that look alike, to be coded from one pattern. What is alike is a matter of size alone: whatever the pattern, each mark
/// is coded with all its pixels.
/// </summary>
internal sealed class MarkClass(Shape pattern)
{
    public Shape Pattern { get; } = pattern;

    public List<MarkMember> Members { get; } = [];

    /// <summary>The class of the members' majority (<see cref="MajorityVote"/>), still without members.</summary>
    public MarkClass Averaged() => new(MajorityVote.Take(Pattern, Members));
}
