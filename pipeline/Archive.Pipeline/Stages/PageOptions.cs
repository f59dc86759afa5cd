using System.Text.Json;
using System.Text.Json.Serialization;
using Archive.Imaging.Deskew;
using Archive.Imaging.Despeckle;
using Archive.Imaging.Inspect;
using Archive.Imaging.Rules;
using Archive.Imaging.Tone;
using Archive.Recognition.Reading;

namespace Archive.Pipeline.Stages;

/// <summary>Every option of the page pipeline. All of them, as JSON, are part of the recipe.</summary>
public sealed record PageOptions
{
    public InspectOptions Inspect { get; init; } = new();

    public DeskewOptions Deskew { get; init; } = new();

    public ToneOptions Tone { get; init; } = new();

    public DespeckleOptions Despeckle { get; init; } = new();

    public RuleRemovalOptions Rules { get; init; } = new();

    public ReadingOptions Reading { get; init; } = new();

    public EncodeOptions Encode { get; init; } = new();

    /// <summary>Lines read to find which way is up and which language it is; 1 to 12.</summary>
    public int ProbeLines { get; init; } = 3;

    /// <summary>Mean word confidence (0 to 1) under which a page goes to the operator.</summary>
    public double LowConfidence { get; init; } = 0.5;

    /// <summary>Sharpness (0 to 1) under which a page goes to the operator.</summary>
    public double Blurred { get; init; } = 0.06;

    public string ToJson() => JsonSerializer.Serialize(this, PageOptionsJson.Default.PageOptions);
}

/// <summary>Generated serialization: by reflection it would cost every worker a tenth of a second.</summary>
[JsonSerializable(typeof(PageOptions))]
internal sealed partial class PageOptionsJson : JsonSerializerContext;

/// <summary>How page images are compressed for reading.</summary>
public sealed record EncodeOptions
{
    /// <summary>JPEG quality, 1 to 100 (libjpeg's scale).</summary>
    public int JpegQuality { get; init; } = 45;

    /// <summary>Grey and colour pages of a higher resolution are brought down to this, dots per inch.</summary>
    public double JpegDpi { get; init; } = 200;
}
