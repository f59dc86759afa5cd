namespace Archive.Domain.Ports;

/// <summary>What found pages are counted by, and a search can be narrowed by.</summary>
public enum Facet
{
    /// <summary>PMR or UAT; empty where the file has no case.</summary>
    Register,

    /// <summary>Of the case's number; empty where the file has no case.</summary>
    Year,

    /// <summary>Of the document that the page is in; empty where nobody said.</summary>
    DocumentType,

    /// <summary>In which most of the page is written, ISO 639-2: lav, rus, eng, or und.</summary>
    Language,

    /// <summary>How well it was read: <see cref="PageStatus.Read"/> or <see cref="PageStatus.Doubtful"/>.</summary>
    Status,
}

/// <summary>The values of <see cref="Facet.Status"/>.</summary>
public static class PageStatus
{
    public const string Read = "read", Doubtful = "doubtful";

    public static string Of(PageFacts facts) => facts.IsDoubtful ? Doubtful : Read;
}

/// <summary>Pages with a value; at least so many where the result's total is not exact.</summary>
public sealed record FacetCount(Facet Facet, string Value, int Count);

/// <summary>The values that pages may have of each facet; of a facet that is not named, any.</summary>
public sealed class FacetFilter(IReadOnlyDictionary<Facet, IReadOnlySet<string>> wanted)
{
    public static FacetFilter None { get; } = new(new Dictionary<Facet, IReadOnlySet<string>>());

    public bool IsEmpty => wanted.Count == 0;

    public IReadOnlyDictionary<Facet, IReadOnlySet<string>> Wanted => wanted;

    public bool Admits(Facet facet, string value) => !wanted.TryGetValue(facet, out var values) || values.Contains(value);

    /// <summary>The same, whatever the value of this facet.</summary>
    public FacetFilter Without(Facet facet) => new(wanted.Where(pair => pair.Key != facet).ToDictionary());

    public FacetFilter With(Facet facet, params IEnumerable<string> values) => new(new Dictionary<Facet, IReadOnlySet<string>>(wanted) { [facet] = values.ToHashSet() });
}
