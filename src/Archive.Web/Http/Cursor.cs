namespace Archive.Web.Http;

/// <summary>How lists are gone through.</summary>
internal static class Cursor
{
    /// <summary>Items of a portion where nothing else is said, and the most there may be.</summary>
    internal const int Usual = 50, Most = 500;

    internal static int Limit(int? asked) => Math.Clamp(asked ?? Usual, 1, Most);

    /// <summary>A portion of items that were read one more than wanted.</summary>
    internal static Portion<TShown> Of<TItem, TShown>(IReadOnlyList<TItem> readOneMore, int limit, Func<TItem, TShown> show, Func<TItem, string> next) => new(
        [.. readOneMore.Take(limit).Select(show)], readOneMore.Count > limit ? next(readOneMore[limit - 1]) : null);
}
