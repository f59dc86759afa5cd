using Archive.Domain;
using Archive.Imaging;
using Archive.Recognition;

namespace Archive.Cli.Doctor;

/// <summary>How a check of the machine ended.</summary>
internal enum CheckStatus
{
    Ok,

    /// <summary>The archive works, but not as well or not for long.</summary>
    Warning,

    /// <summary>Essential and not there.</summary>
    Missing,
}

/// <summary>One check: what was looked at, what was seen, and what to do about it.</summary>
internal sealed record MachineCheck(string Name, CheckStatus Status, string Detail, string? Fix = null);

/// <summary>Checks of what the page pipeline needs of the machine: libraries, models and programs.</summary>
internal static class MachineChecks
{
    private static readonly string[] Models = ["lav", "rus", "eng", "osd"];

    internal static IEnumerable<MachineCheck> All(string dataFolder) =>
    [
        Library("Leptonica", () => Pix.LibraryVersion, "liblept5"),
        Library("Tesseract", () => TesseractEngine.Version, "libtesseract5"),
        .. Models.Select(Model),
        Program("pdfinfo", "poppler-utils", CheckStatus.Missing),
        Program("pdfimages", "poppler-utils", CheckStatus.Missing),
        Program("pdftoppm", "poppler-utils", CheckStatus.Missing),
        Program("prlimit", "util-linux", CheckStatus.Missing),
        Program("qpdf", "qpdf", CheckStatus.Warning),
        .. FolderChecks.All(dataFolder),
    ];

    private static MachineCheck Library(string name, Func<string> version, string package)
    {
        try
        {
            return new(name, CheckStatus.Ok, version());
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException)
        {
            return new(name, CheckStatus.Missing, missing.Message.ReplaceLineEndings(" "), $"apt-get install {package}");
        }
    }

    private static MachineCheck Model(string language)
    {
        var name = $"model {language}";
        var fix = $"apt-get install {TessdataFolder.PackageOf(language)}";
        try
        {
            var folder = TessdataFolder.Find();
            return folder.Has(language)
                ? new(name, CheckStatus.Ok, folder.ModelPath(language))
                : new(name, CheckStatus.Missing, $"not in {folder.Path}", fix);
        }
        catch (RecognitionException none)
        {
            return new(name, CheckStatus.Missing, none.Message, fix);
        }
    }

    private static MachineCheck Program(string program, string package, CheckStatus otherwise)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var path = folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        return path is not null ? new(program, CheckStatus.Ok, path) : new(program, otherwise, "not in PATH", $"apt-get install {package}");
    }
}
