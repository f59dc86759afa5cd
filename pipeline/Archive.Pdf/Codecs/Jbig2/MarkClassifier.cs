namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>
/// Sorts marks into classes such that coding every mark from its class's pattern takes few bits. Marks in no class
/// are cheaper where they lie.
/// </summary>
internal static class MarkClassifier
{
    /// <summary>Difference from the first mark of a class, per edge of the outline, up to which a mark joins it in the first round.</summary>
    private const double FirstLimit = 0.25;

    /// <summary>A pattern costs as much as a mark; for a single one it is never worth it.</summary>
    private const int LeastMembers = 2;

    public static List<MarkClass> Classify(List<Mark> marks)
    {
        var classes = Settle(marks, Lead(marks));
        Dissolve(classes);
        return [.. Settle(marks, classes).Where(candidate => candidate.Members.Count >= LeastMembers)];
    }

    /// <summary>First round: each mark joins the class of the nearest mark before it that leads one, or leads a new one.</summary>
    private static List<MarkClass> Lead(List<Mark> marks)
    {
        var (classes, index) = (new List<MarkClass>(), new PatternIndex());
        foreach (var mark in marks)
        {
            var found = index.Nearest(mark.Shape, (int)(FirstLimit * mark.Shape.Edges));
            var joined = found?.Class ?? new MarkClass(mark.Shape);
            joined.Members.Add(new(mark, found?.Alignment ?? default));
            if (found is not null) continue;
            classes.Add(joined);
            index.Add(joined);
        }
        return classes;
    }

    /// <summary>Next round: each class takes its members' majority for its pattern, then each mark goes to the nearest.</summary>
    private static List<MarkClass> Settle(List<Mark> marks, List<MarkClass> before)
    {
        var classes = before.Where(candidate => candidate.Members.Count >= LeastMembers).Select(kept => kept.Averaged()).ToList();
        var index = new PatternIndex();
        classes.ForEach(index.Add);
        foreach (var mark in marks)
            if (index.Nearest(mark.Shape, CodingCosts.LargestDifference(mark.Shape)) is { } found) found.Class.Members.Add(new(mark, found.Alignment));
        return classes;
    }

    /// <summary>Gives up classes, the smallest first, whose pattern costs more than it saves over the members' next best way.</summary>
    private static void Dissolve(List<MarkClass> classes)
    {
        var index = new PatternIndex();
        classes.ForEach(index.Add);
        foreach (var candidate in classes.OrderBy(candidate => candidate.Members.Count).ToList())
        {
            index.Remove(candidate);
            if (OtherWays(candidate, index) is not { } others)
            {
                index.Add(candidate);
                continue;
            }
            classes.Remove(candidate);
            foreach (var (member, other) in candidate.Members.Zip(others)) other?.Class.Members.Add(new(member.Mark, other.Value.Alignment));
        }
    }

    /// <summary>The next best class for each member, null for members left on the page; null altogether where the class pays.</summary>
    private static List<(MarkClass Class, Alignment Alignment)?>? OtherWays(MarkClass candidate, PatternIndex index)
    {
        var saved = CodingCosts.Unrefined(candidate.Pattern);
        var others = new List<(MarkClass, Alignment)?>();
        foreach (var (mark, alignment) in candidate.Members)
        {
            var other = index.Nearest(mark.Shape, CodingCosts.LargestDifference(mark.Shape));
            var cost = other is { } found ? CodingCosts.Refined(mark.Shape, found.Alignment.Difference) : CodingCosts.Unrefined(mark.Shape);
            saved -= cost - CodingCosts.Refined(mark.Shape, alignment.Difference);
            if (saved < 0) return null;
            others.Add(other);
        }
        return others;
    }
}
