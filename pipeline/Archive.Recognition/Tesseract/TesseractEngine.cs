using System.Runtime.InteropServices;
using System.Text;
using Archive.Domain;
using Archive.Recognition.Interop;

namespace Archive.Recognition;

/// <summary>How Tesseract looks for text in an image (its PageSegMode).</summary>
public enum Segmentation
{
    /// <summary>Find blocks, columns, tables and pictures.</summary>
    Automatic = 3,

    /// <summary>One column of lines of varying size.</summary>
    SingleColumn = 4,

    /// <summary>One uniform block of lines.</summary>
    SingleBlock = 6,

    /// <summary>One line.</summary>
    SingleLine = 7,

    /// <summary>As much text as can be found, in no order.</summary>
    Sparse = 11,
}

/// <summary>A word as the engine read it, with its place in the engine's own layout.</summary>
/// <param name="Language">Tesseract's language code (ISO 639-2), or "und".</param>
/// <param name="Baseline">From (x1, y1) to (x2, y2), pixels of the image given.</param>
public sealed record EngineWord(
    string Text, PixelRect Box, Confidence Confidence, string Language, int Block, int Line, (int X1, int Y1, int X2, int Y2) Baseline)
{
    /// <summary>The same word in the pixels of an image so many times as large.</summary>
    public EngineWord ScaledBy(double factor)
    {
        return this with
        {
            Box = PixelRect.FromEdges((int)(Box.X * factor), (int)(Box.Y * factor), (int)Math.Ceiling(Box.Right * factor), (int)Math.Ceiling(Box.Bottom * factor)),
            Baseline = (Scaled(Baseline.X1), Scaled(Baseline.Y1), Scaled(Baseline.X2), Scaled(Baseline.Y2)),
        };
        int Scaled(int value) => (int)Math.Round(value * factor);
    }

    /// <summary>The same word in the pixels of a larger image that this one was cut from at (x, y).</summary>
    public EngineWord MovedBy(int x, int y) => this with
    {
        Box = Box with { X = Box.X + x, Y = Box.Y + y },
        Baseline = (Baseline.X1 + x, Baseline.Y1 + y, Baseline.X2 + x, Baseline.Y2 + y),
    };
}

/// <summary>The engine itself could not be used: models missing, library missing, out of memory.</summary>
public sealed class RecognitionException(string message) : Exception(message);

/// <summary>
/// One warm Tesseract 5 engine with its models loaded. Not safe for use by several threads at once. LSTM only.
/// </summary>
public sealed class TesseractEngine : IDisposable
{
    private const int LstmOnly = 1;
    private const int LevelBlock = 0;
    private const int LevelTextLine = 2;
    private const int LevelWord = 3;

    private readonly TesseractHandle _api;

    /// <param name="languages">Model names, the most likely first: a word is read with the first, the others are asked where that one is unsure.</param>
    /// <param name="variables">Tesseract variables that hold for the engine's life.</param>
    /// <exception cref="RecognitionException">A model is missing (the message names its Debian package) or does not load.</exception>
    public TesseractEngine(TessdataFolder tessdata, IReadOnlyList<string> languages, IReadOnlyDictionary<string, string> variables)
    {
        tessdata.Require(languages);
        Languages = languages;
        _api = TesseractNative.TessBaseAPICreate();
        var status = TesseractNative.TessBaseAPIInit4(
            _api, tessdata.Path, string.Join('+', languages), LstmOnly, 0, 0,
            [.. variables.Keys], [.. variables.Values], (nuint)variables.Count, 0);
        if (status == 0) return;
        _api.Dispose();
        throw new RecognitionException($"Tesseract could not load {string.Join('+', languages)} from {tessdata.Path}.");
    }

    public IReadOnlyList<string> Languages { get; }

    public static string Version => Marshal.PtrToStringUTF8(TesseractNative.TessVersion()) ?? "unknown";

    /// <summary>Sets a variable of the engine.</summary>
    /// <exception cref="ArgumentException">The engine knows no such variable, or takes no such value.</exception>
    public void Set(string variable, string value)
    {
        if (TesseractNative.TessBaseAPISetVariable(_api, variable, value) == 0)
            throw new ArgumentException($"Tesseract does not take {variable} = {value}.", nameof(variable));
    }

    /// <summary>Reads the words of an image, in the engine's own reading order.</summary>
    /// <param name="region">The part to look at; the whole image where null.</param>
    public unsafe IReadOnlyList<EngineWord> Recognize(GrayImage image, Dpi dpi, Segmentation segmentation, PixelRect? region = null)
    {
        fixed (byte* pixels = image.Pixels)
        {
            TesseractNative.TessBaseAPISetPageSegMode(_api, (int)segmentation);
            TesseractNative.TessBaseAPISetImage(_api, pixels, image.Width, image.Height, 1, image.Width);
            TesseractNative.TessBaseAPISetSourceResolution(_api, (int)Math.Round(dpi.Value));
            if (region is { } part) TesseractNative.TessBaseAPISetRectangle(_api, part.X, part.Y, part.Width, part.Height);
            try
            {
                if (TesseractNative.TessBaseAPIRecognize(_api, 0) != 0) throw new RecognitionException("Tesseract failed on the image.");
                return ReadWords();
            }
            finally
            {
                TesseractNative.TessBaseAPIClear(_api);
            }
        }
    }

    public void Dispose() => _api.Dispose();

    private List<EngineWord> ReadWords()
    {
        var words = new List<EngineWord>();
        using var iterator = TesseractNative.TessBaseAPIGetIterator(_api);
        if (iterator.IsInvalid) return words;
        var page = TesseractNative.TessResultIteratorGetPageIterator(iterator);
        var (block, line) = (-1, -1);
        do
        {
            if (TesseractNative.TessPageIteratorIsAtBeginningOf(page, LevelBlock) != 0) block++;
            if (TesseractNative.TessPageIteratorIsAtBeginningOf(page, LevelTextLine) != 0) line++;
            if (ReadWord(iterator, page, block, line) is { } word) words.Add(word);
        }
        while (TesseractNative.TessResultIteratorNext(iterator, LevelWord) != 0);
        return words;
    }

    private static EngineWord? ReadWord(ResultIteratorHandle iterator, nint page, int block, int line)
    {
        var text = TakeText(TesseractNative.TessResultIteratorGetUTF8Text(iterator, LevelWord));
        if (text.Length == 0) return null;
        if (TesseractNative.TessPageIteratorBoundingBox(page, LevelWord, out var left, out var top, out var right, out var bottom) == 0) return null;
        _ = TesseractNative.TessPageIteratorBaseline(page, LevelTextLine, out var x1, out var y1, out var x2, out var y2);
        var language = Marshal.PtrToStringUTF8(TesseractNative.TessResultIteratorWordRecognitionLanguage(iterator));
        return new(
            text, PixelRect.FromEdges(left, top, right, bottom),
            Confidence.Clamp(TesseractNative.TessResultIteratorConfidence(iterator, LevelWord) / 100),
            string.IsNullOrEmpty(language) ? "und" : language, block, line, (x1, y1, x2, y2));
    }

    private static string TakeText(nint text)
    {
        if (text == 0) return "";
        try
        {
            return (Marshal.PtrToStringUTF8(text) ?? "").Trim().Normalize(NormalizationForm.FormC);
        }
        finally
        {
            TesseractNative.TessDeleteText(text);
        }
    }
}
