using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Archive.Samples.Pages;

namespace Archive.Samples.Truth;

/// <summary>All that is true of one personal file as made.</summary>
/// <param name="Name">The name of its folder or single file, without extension.</param>
/// <param name="Case">The case number that its pages carry.</param>
/// <param name="Pages">In the order in which they are to be received.</param>
public sealed record FileTruth(string Name, string Case, string Set, ulong Seed, IReadOnlyList<PageTruth> Pages)
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public string ToJson() => JsonSerializer.Serialize(this, _options) + "\n";

    public static FileTruth FromJson(string json) => JsonSerializer.Deserialize<FileTruth>(json, _options) ?? throw new JsonException("The truth is empty.");
}

/// <summary>All that is true of one page.</summary>
public sealed record PageTruth
{
    /// <summary>From 1 within the personal file.</summary>
    public required int Number { get; init; }

    /// <summary>Path below the samples folder, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Which page of that file, from 0.</summary>
    public int PageIndex { get; init; }

    public required PageKind Kind { get; init; }

    /// <summary>Text in reading order as printed, a line each; words apart by single spaces.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>ISO 639-2 codes, the main language first; empty without text.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>True where nothing was put on the page on purpose.</summary>
    public bool Blank { get; init; }

    /// <summary>True where the text looks written by hand and is not meant for machines.</summary>
    public bool Handwritten { get; init; }

    /// <summary>The angle of the text lines on the upright page: positive where text runs downhill to the right. Degrees.</summary>
    public double SkewDegrees { get; init; }

    /// <summary>The clockwise turn (0, 90, 180, 270) that makes the page upright.</summary>
    public int Orientation { get; init; }

    /// <summary>Size of the upright sheet, millimetres (the picture may show more around it).</summary>
    public double WidthMm { get; init; }

    public double HeightMm { get; init; }

    /// <summary>Size of the picture as delivered, pixels.</summary>
    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>True resolution, dots per inch.</summary>
    public int Dpi { get; init; }

    /// <summary>The resolution that the file claims; null where it claims none.</summary>
    public int? TaggedDpi { get; init; }

    /// <summary>colour, gray or bitonal.</summary>
    public required string Colour { get; init; }

    /// <summary>jpeg, png, tiffG4, tiffLzw, tiffJpeg, pdfJpeg or pdfG4.</summary>
    public required string Format { get; init; }

    public IReadOnlyList<BarcodeMark> Barcodes { get; init; } = [];

    public IReadOnlyList<string> Mrz { get; init; } = [];

    /// <summary>Words on rubber stamps; not among the lines.</summary>
    public IReadOnlyList<string> Stamps { get; init; } = [];

    public IReadOnlyDictionary<string, string> Fields { get; init; } = new SortedDictionary<string, string>();

    /// <summary>What was done to the page, by name, with its measure.</summary>
    public IReadOnlyDictionary<string, double> Degradations { get; init; } = new SortedDictionary<string, double>();
}
