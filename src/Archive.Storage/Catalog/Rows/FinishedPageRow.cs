using Archive.Domain.Ports;

namespace Archive.Storage.Catalog.Rows;

/// <summary>What finishing a page writes: the result as a whole, and apart the columns that people search and count by.</summary>
/// <param name="finishedAt">The time as text; null where it takes its own clock.</param>
/// <param name="nodeId">The node that finishes it; null where there are none.</param>
internal sealed class FinishedPageRow(FinishedPage page, string? finishedAt = null, string? nodeId = null)
{
    /// <summary>The columns of an update that are the same in every catalog.</summary>
    internal const string Set =
        """
        recipe = @Recipe, image_encoding = @ImageEncoding, image_width = @ImageWidth, image_height = @ImageHeight, image_digest = @ImageDigest,
        alto_digest = @Alto, text_digest = @Text, outcome = @Outcome, problem = @Problem, blank = @Blank, language = @Language,
        mean_confidence = @MeanConfidence, words = @Words, width = @Width, height = @Height, dpi = @Dpi, result = @Result
        """;

    public long Id => page.PageId;

    public string? FinishedAt => finishedAt;

    public string? NodeId => nodeId;

    public byte[] Recipe => Blob.Of(page.Recipe);

    public string? ImageEncoding => page.Image?.Encoding.ToString();

    public int? ImageWidth => page.Image?.Width;

    public int? ImageHeight => page.Image?.Height;

    public byte[]? ImageDigest => Blob.Of(page.Image?.Digest);

    public byte[]? Alto => Blob.Of(page.Alto);

    public byte[]? Text => Blob.Of(page.Text);

    public string Outcome => page.Result.Outcome.ToString();

    public string Problem => page.Result.Problem.ToString();

    public bool? Blank => page.Result.Inspection?.Blank;

    public string? Language => page.Result.Text?.Language;

    public double? MeanConfidence => page.Result.Text?.MeanConfidence.Value;

    public int? Words => page.Result.Text?.Words;

    public int Width => page.Result.Width;

    public int Height => page.Result.Height;

    public double Dpi => page.Result.Dpi.Value;

    public string Result => PageResultJson.Write(page.Result);
}
