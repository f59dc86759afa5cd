using System.Diagnostics;
using System.Text;

namespace Archive.Pdf.Tests;

/// <summary>Runs poppler's and qpdf's commands, which judge our files from outside.</summary>
internal static class PdfTools
{
    public static (int ExitCode, string Output, string Errors) Run(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary>The text that pdftotext reads, without the form feeds between pages.</summary>
    public static string Text(byte[] pdf, params string[] options)
    {
        using var file = new TemporaryFile(pdf);
        var (exit, output, errors) = Run("pdftotext", [.. options, "-enc", "UTF-8", file.Path, "-"]);
        Assert.True(exit == 0 && errors.Length == 0, errors);
        return output.Replace("\f", "");
    }
}

/// <summary>A file that goes away with its owner.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(byte[] content)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"archive-pdf-{Guid.NewGuid():N}.pdf");
        File.WriteAllBytes(Path, content);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
