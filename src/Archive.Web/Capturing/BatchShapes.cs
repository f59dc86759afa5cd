using Archive.Domain;
using Archive.Domain.Capture;

namespace Archive.Web.Capturing;

/// <summary>The account of a batch's sheets, in sides.</summary>
/// <param name="Expected">Null until the sheets are declared.</param>
/// <param name="Missing">Negative where there are too many; null until the sheets are declared.</param>
public sealed record SheetAccountShown(int? Expected, int Images, int Blanks, int Separators, int Rescans, int Rejected, int Total, int? Missing, bool Balances)
{
    internal static SheetAccountShown Of(SheetAccount account) => new(
        account.Expected, account.Images, account.Blanks, account.Separators, account.Rescans, account.Rejected, account.Total, account.Missing, account.Balances);
}

/// <summary>A batch; the account and the open flags are counted for a single one only.</summary>
public sealed record BatchShown(
    long Id, string Name, string Operator, CaptureSource Source, CaptureStage Stage, int? Sheets, int Sides, bool IsClosed, string? SetAsideReason, SheetAccountShown? Account, int? FlagsOpen,
    int Pages, int PagesFinished, DateTimeOffset CreatedAt, DateTimeOffset? ReleasedAt, string? ReleasedBy, string? ApprovedBy, string? Device, long Version)
{
    internal static BatchShown Of(CaptureBatch batch, SheetAccount? account = null, int? flagsOpen = null) => new(
        batch.BatchId, batch.Name, batch.Operator, batch.Source, batch.Stage, batch.Sheets, batch.Sides, batch.IsClosed, batch.SetAsideReason, account is null ? null : SheetAccountShown.Of(account),
        flagsOpen, batch.PagesTotal, batch.PagesFinished, batch.CreatedAt, batch.ReleasedAt, batch.ReleasedBy, batch.ApprovedBy, batch.Device, batch.Version);
}

/// <param name="Sheets">Sheets of paper as counted; null to declare them later.</param>
/// <param name="Sides">Sides that are scanned: 1 or 2.</param>
/// <param name="Source">How its pages will come in: upload or scanner.</param>
public sealed record NewBatch(string Name, int? Sheets, int Sides, CaptureSource Source = CaptureSource.Upload);

/// <param name="SetAsideReason">Puts the batch aside; null where it is not.</param>
public sealed record BatchDeclaration(int? Sheets, int Sides, bool IsClosed, string? SetAsideReason);

/// <summary>What was done with an input of a batch.</summary>
/// <param name="Name">The name of the file as it was sent.</param>
/// <param name="DuplicateOf">The name of the input with the same bytes that was there before; null where another batch has it, whose names are its own.</param>
/// <param name="DuplicateBatchId">The other batch that has it; null where it is this one. Only then it can be taken all the same.</param>
public sealed record SourceShown(int Ordinal, string Name, SourceDisposition Disposition, string? Reason, string? DuplicateOf, long? DuplicateBatchId)
{
    internal static SourceShown Of(SourceRecord source) => new(
        source.Ordinal, UploadName.Shown(source.Path), source.Disposition, source.DuplicateBatchId is null ? source.Reason : null, source.DuplicateOf is null || source.DuplicateBatchId is not null ? null : UploadName.Shown(source.DuplicateOf), source.DuplicateBatchId);
}

/// <summary>A page of a batch with what the operator made of it.</summary>
/// <param name="Number">In the order of receipt, from 1; of the file once it is released.</param>
/// <param name="Orientation">The clockwise turn that was found, degrees.</param>
/// <param name="Image">Where its pictures are (IIIF Image API 3); null until it has one.</param>
public sealed record BatchPage(
    long Id, int Number, long Position, PageState State, PageOutcome? Outcome, PageProblem? Problem, string? Reason, PageDisposition Disposition, double? BlankScore, double? Confidence, int? Turn,
    int? Orientation, PageStart Starts, CaseNumber? Case, string? DocumentType, IReadOnlyList<PageFlag> Flags, bool IsAnswered, long? ReplacedBy, int Width, int Height, string? Image, string Source)
{
    internal static BatchPage Of(CapturedPage captured)
    {
        var (page, how, result) = (captured.Page, captured.Arrangement, captured.Page.Result);
        return new(
            page.Id, page.Number, how.Position, page.State, result?.Outcome, result is { Problem: not PageProblem.None } ? result.Problem : null, result?.Reason, how.Disposition,
            result?.Inspection?.BlankScore, result?.Text?.MeanConfidence.Value, how.Turn, result?.Orientation?.ClockwiseDegrees, how.Starts, how.Case, how.DocumentType, captured.Flags, how.IsAnswered,
            how.ReplacedBy, result?.Width ?? 0, result?.Height ?? 0, page.Image is null ? null : $"/iiif/3/{page.FileId}-p{page.Number}", UploadName.Shown(page.SourcePath));
    }
}

public sealed record BatchPages(IReadOnlyList<BatchPage> Items, long Version);

/// <summary>The whole arrangement of a page that is changed.</summary>
public sealed record ArrangedPage(long Id, long Position, PageDisposition Disposition, int? Turn, PageStart Starts, CaseNumber? Case, string? DocumentType, bool IsAnswered)
{
    /// <param name="before">What it was: who replaced it stays.</param>
    internal PageArrangement Onto(PageArrangement before) => new(
        Position, Disposition, Turn, Starts, Starts == PageStart.File ? Case : null, Starts == PageStart.Nothing || string.IsNullOrWhiteSpace(DocumentType) ? null : DocumentType.Trim(), IsAnswered,
        Disposition == PageDisposition.Rescanned ? before.ReplacedBy : null);
}

public sealed record ArrangementRequest(IReadOnlyList<ArrangedPage> Pages);

public sealed record Arranged(long Version, IReadOnlyList<BatchPage> Pages);
