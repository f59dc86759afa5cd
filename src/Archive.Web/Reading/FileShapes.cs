using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Capture;

namespace Archive.Web.Reading;

/// <summary>A personal file in a list.</summary>
/// <param name="Unit">Code of the unit that it belongs to; null for none.</param>
public record FileSummary(
    string Id, string Name, string? Case, long BatchId, int PageCount, DateTimeOffset ReceivedAt, DateTimeOffset? AssembledAt, DateTimeOffset? IndexedAt, bool Restricted, string? Unit)
{
    internal static FileSummary Of(FileRecord file) => new(
        file.Id, file.Name, file.Case?.ToString(), file.BatchId, file.PageCount, file.ReceivedAt, file.AssembledAt, file.IndexedAt, file.Access.Restricted, file.Access.Unit);
}

/// <summary>A page of a file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Width">Of the upright page, pixels; 0 until it is finished.</param>
/// <param name="Reason">One sentence on what is wrong with it.</param>
/// <param name="Confidence">Mean of its words', 0 to 1.</param>
public sealed record PageSummary(
    int Number, int Width, int Height, PageState State, PageOutcome? Outcome, PageProblem? Problem, string? Reason, string? Language, double? Confidence, int? Words)
{
    internal static PageSummary Of(PageRecord page) => new(
        page.Number, page.Result?.Width ?? 0, page.Result?.Height ?? 0, page.State, page.Result?.Outcome, page.Result is { Problem: not PageProblem.None } result ? result.Problem : null,
        page.Result?.Reason, page.Result?.Text?.Language, page.Result?.Text?.MeanConfidence.Value, page.Result?.Text?.Words);
}

/// <summary>A personal file with its pages.</summary>
public sealed record FileDetail(
    string Id, string Name, string? Case, long BatchId, int PageCount, DateTimeOffset ReceivedAt, DateTimeOffset? AssembledAt, DateTimeOffset? IndexedAt, bool Restricted, string? Unit,
    long? PdfBytes, IReadOnlyList<PageSummary> Pages, IReadOnlyList<DocumentShown> Documents)
    : FileSummary(Id, Name, Case, BatchId, PageCount, ReceivedAt, AssembledAt, IndexedAt, Restricted, Unit)
{
    internal static FileDetail Of(FileRecord file, IReadOnlyList<PageRecord> pages, IReadOnlyList<PlannedDocument> documents) => new(
        file.Id, file.Name, file.Case?.ToString(), file.BatchId, file.PageCount, file.ReceivedAt, file.AssembledAt, file.IndexedAt, file.Access.Restricted, file.Access.Unit,
        file.Pdf?.Bytes, [.. pages.Select(PageSummary.Of)],
        [.. documents.Select(document => new DocumentShown(document.FirstPage, document.Type))]);
}

/// <summary>A document within a file: the page that it begins with, from 1, and its type as the operator gave it.</summary>
public sealed record DocumentShown(int FirstPage, string? Type);

public sealed record WordShown(string Text, int[] Box, double Confidence);

public sealed record LineShown(IReadOnlyList<WordShown> Words);

public sealed record BlockShown(IReadOnlyList<LineShown> Lines);

/// <summary>The text of a page; boxes are x, y, width and height in pixels of the upright page.</summary>
public sealed record PageTextShown(string Language, int Width, int Height, IReadOnlyList<BlockShown> Blocks)
{
    internal static PageTextShown Of(RecognizedText text, string language) => new(
        language, text.Width, text.Height,
        [.. text.Blocks.Select(block => new BlockShown([.. block.Lines.Select(line => new LineShown([.. line.Words.Select(word => new WordShown(word.Text, Boxes.Of(word.Box), Math.Round(word.Confidence.Value, 2)))]))]))]);
}

/// <summary>Hits of a search on a page.</summary>
/// <param name="Boxes">Each x, y, width and height in pixels of the upright page.</param>
public sealed record PageHits(int Page, IReadOnlyList<int[]> Boxes);

public sealed record StatedPurpose(string Purpose);

public sealed record AccessWanted(string? Unit, bool Restricted)
{
    internal AccessConditions Conditions => new(string.IsNullOrEmpty(Unit) ? null : Unit, Restricted);
}

/// <param name="Case">Null where the file is of none.</param>
public sealed record CaseWanted(string? Case);

/// <summary>What decides who may see a file.</summary>
/// <param name="Unit">Code of the unit that it belongs to; null for none.</param>
/// <param name="Version">Of these alone: a change of an older one is refused.</param>
public sealed record AccessShown(string? Case, string? Unit, bool Restricted, long Version)
{
    /// <summary>JSON's numbers are whole up to here in every browser.</summary>
    private const long Largest = (1L << 53) - 1;

    internal static AccessShown Of(FileRecord file) => new(file.Case?.ToString(), file.Access.Unit, file.Access.Restricted, VersionOf(file));

    /// <summary>A digest of what they are: nothing counts their changes, and a change there and back is none.</summary>
    internal static long VersionOf(FileRecord file)
    {
        var digest = Sha256Digest.Of(System.Text.Encoding.UTF8.GetBytes($"{file.Case}\n{file.Access.Unit}\n{file.Access.Restricted}"));
        return System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(Convert.FromHexString(digest.Hex)) & Largest;
    }
}

/// <summary>An account that was let into a restricted file.</summary>
public sealed record GrantShown(long AccountId, string Name, string DisplayName, string GrantedBy, DateTimeOffset GrantedAt);

internal static class Boxes
{
    internal static int[] Of(PixelRect box) => [box.X, box.Y, box.Width, box.Height];
}
