using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Archive.Samples.Rendering;

/// <summary>Renders SVG with <c>rsvg-convert</c> (Debian: librsvg2-bin).</summary>
public static class SvgRenderer
{
    /// <summary>What <c>rsvg-convert --version</c> says, or null where it is not installed.</summary>
    public static string? Version()
    {
        try
        {
            using var process = Start("--version");
            var text = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return text;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <param name="svg">A whole SVG document whose width and height are its size in pixels.</param>
    /// <exception cref="InvalidOperationException">The renderer is missing or refused the drawing.</exception>
    public static InkLayer Render(string svg)
    {
        using var process = StartOrExplain();
        var errors = process.StandardError.ReadToEndAsync();
        var feeding = Task.Run(() =>
        {
            using var input = process.StandardInput.BaseStream;
            input.Write(Encoding.UTF8.GetBytes(svg));
        });
        using var png = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(png);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"rsvg-convert failed: {errors.Result.Trim()}");
        feeding.Wait();
        return PngReader.Read(png.ToArray());
    }

    private static Process StartOrExplain()
    {
        try
        {
            return Start("--unlimited");
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException("rsvg-convert is not installed; install librsvg2-bin.", error);
        }
    }

    private static Process Start(string argument) =>
        Process.Start(new ProcessStartInfo("rsvg-convert", argument)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
}
