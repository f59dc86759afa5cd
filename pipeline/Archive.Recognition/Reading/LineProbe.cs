using Archive.Domain;

namespace Archive.Recognition.Reading;

/// <summary>What a few lines told about the page.</summary>
/// <param name="UpsideDown">True where the lines read clearly better turned by 180°.</param>
/// <param name="Language">The language in which they read best.</param>
/// <param name="Score">Mean word confidence of the lines, weighted by length, 0 to 1.</param>
/// <param name="Margin">How much better the chosen way up reads than the other; 1 where the other did not need to be tried.</param>
/// <param name="Letters">Number of letters read.</param>
public sealed record ProbeResult(bool UpsideDown, string Language, double Score, double Margin, int Letters);

/// <summary>
/// Reads a few strips of one line each, both ways up and in each language as far as needed. Reading itself is the best witness for which way is up:
/// unlike the statistics of ascenders and descenders it holds for Cyrillic and capitals too.
/// </summary>
public sealed class LineProbe(EngineSet engines, ReadingOptions options)
{
    private const string LatvianLetters = "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ";

    /// <param name="strips">Each about one line, normalized grey.</param>
    public ProbeResult Probe(IReadOnlyList<GrayImage> strips, Dpi dpi)
    {
        var upright = Best(strips, dpi);
        if (upright.Score >= options.SureUpright) return new(false, upright.Language, upright.Score, 1, upright.Letters);
        var turned = Best([.. strips.Select(TurnUpsideDown)], dpi);
        var margin = turned.Score - upright.Score;
        return margin >= options.TurnMargin && turned.Score >= options.LeastTurned
            ? new(true, turned.Language, turned.Score, margin, turned.Letters)
            : new(false, upright.Language, upright.Score, -margin, upright.Letters);
    }

    private static GrayImage TurnUpsideDown(GrayImage image)
    {
        var pixels = image.Pixels.AsSpan(0, image.Width * image.Height).ToArray();
        Array.Reverse(pixels);
        return new(image.Width, image.Height, pixels);
    }

    private Reading Best(IReadOnlyList<GrayImage> strips, Dpi dpi)
    {
        var best = new Reading("und", -1, 0, false);
        foreach (var language in engines.Languages)
        {
            var reading = Read(strips, dpi, language);
            if (reading.Score > best.Score) best = reading;
            // A sure reading with letters of the language's own settles it; sure Latin letters alone may still be another language's.
            if (best.Score >= options.SureUpright && best.IsTypical) break;
        }

        return best;
    }

    private Reading Read(IReadOnlyList<GrayImage> strips, Dpi dpi, string language)
    {
        var (sum, letters, typical) = (0.0, 0, 0);
        foreach (var strip in strips)
        {
            foreach (var word in engines.For(language).Recognize(strip, dpi, Segmentation.SingleLine))
            {
                sum += word.Confidence.Value * word.Text.Length;
                letters += word.Text.Length;
                typical += word.Text.Count(letter => IsTypical(letter, language));
            }
        }

        return new(language, letters == 0 ? 0 : sum / letters, letters, typical >= Math.Max(2, letters / 50));
    }

    private static bool IsTypical(char letter, string language) => language switch
    {
        "lav" => LatvianLetters.Contains(letter),
        "rus" => letter is >= 'а' and <= 'я',
        _ => false,
    };

    private sealed record Reading(string Language, double Score, int Letters, bool IsTypical);
}
