using Archive.Benchmarks.Processes;

namespace Archive.Benchmarks.Contenders;

/// <summary>OCRmyPDF, one PDF/A a page, one job at a time.</summary>
public sealed class OcrmypdfContender : IContender
{
    public string Name => "ocrmypdf --deskew pdfa-2";

    public RunResult Run(IReadOnlyList<SamplePage> pages, string workFolder)
    {
        var (cost, bytes, readings) = (new ProcessCost(0, 0, 0), 0L, new List<PageReading>());
        for (var i = 0; i < pages.Count; i++)
        {
            var pdf = Path.Combine(workFolder, $"{i}.pdf");
            string[] arguments = ["-l", "lav+rus+eng", "--deskew", "--output-type", "pdfa-2", "--jobs", "1", "--image-dpi", "300", "-q", pages[i].Path, pdf];
            cost = cost.Add(MeasuredProcess.Run("ocrmypdf", arguments).Cost);
            bytes += new FileInfo(pdf).Length;
            readings.Add(new(PdfText.Read(pdf, 1), null, null, null));
        }

        return new(cost, bytes, readings);
    }
}

/// <summary>Tesseract alone on the pages as they are.</summary>
public sealed class TesseractContender : IContender
{
    public string Name => "tesseract";

    public RunResult Run(IReadOnlyList<SamplePage> pages, string workFolder)
    {
        var (cost, readings) = (new ProcessCost(0, 0, 0), new List<PageReading>());
        foreach (var page in pages)
        {
            var (one, text) = MeasuredProcess.Run("tesseract", [page.Path, "-", "-l", "lav+rus+eng"]);
            cost = cost.Add(one);
            readings.Add(new(text, null, null, null));
        }

        return new(cost, 0, readings);
    }
}

/// <summary>Takes the text out of a PDF page with poppler, as a reader would.</summary>
public static class PdfText
{
    public static string Read(string pdf, int page) =>
        MeasuredProcess.Run("pdftotext", ["-f", $"{page}", "-l", $"{page}", pdf, "-"]).Output;
}
