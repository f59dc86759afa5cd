using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Archive.Domain;
using Archive.Pipeline.Receive;
using Archive.Web.Capturing;

namespace Archive.Web.Scanning;

/// <summary>
/// Scanned pages on their way into batches, in a folder that survives the process. scanimage writes a page under another name and renames it when it is
/// whole; it is then marked, once more under another name; and it is removed when the batch has it.
/// </summary>
internal sealed partial class ScanSpool(string folder)
{
    /// <summary>What scanimage calls the pages.</summary>
    internal const string RawPattern = "raw-%05d.tif";

    private const string FactsName = "scan.json";

    /// <summary>Makes the folder of a scan.</summary>
    internal string Begin(ScanFacts facts)
    {
        Directory.CreateDirectory(FolderOf(facts.Id));
        Save(facts);
        return FolderOf(facts.Id);
    }

    internal void Save(ScanFacts facts) => WholeFile.Write(FolderOf(facts.Id), Path.Combine(FolderOf(facts.Id), FactsName), JsonSerializer.SerializeToUtf8Bytes(facts));

    /// <summary>All scans that are kept, in no order.</summary>
    internal IReadOnlyList<ScanFacts> List() => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.Combine(path, FactsName)).Where(File.Exists).Select(Read).OfType<ScanFacts>()]
        : [];

    /// <summary>Removes a scan of which every page is in its batch.</summary>
    internal void Remove(string id) => Directory.Delete(FolderOf(id), recursive: true);

    /// <summary>Numbers of the pages that are whole and not yet in the batch, in order.</summary>
    internal IReadOnlyList<int> ListWhole(string id) =>
        [.. Directory.EnumerateFiles(FolderOf(id)).Select(path => NumberOf(Path.GetFileName(path))).OfType<int>().Distinct().Order()];

    /// <summary>Bytes of the page that is being written; null where there is none.</summary>
    internal long? GrowingBytes(string id) => Directory.EnumerateFiles(FolderOf(id), "raw-*.part").Select(path => (long?)new FileInfo(path).Length).FirstOrDefault();

    /// <summary>The number of a whole page; null for anything else.</summary>
    internal static int? NumberOf(string name) => PageName().Match(name) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>The page ready to be received: with its mark. Told again, it is the same.</summary>
    internal string Ready(string id, int number)
    {
        var (raw, ready) = (PathOf(id, "raw", number), PathOf(id, "page", number));
        if (File.Exists(raw))
        {
            var temporary = ready + ".tmp";
            File.Copy(raw, temporary, overwrite: true);
            using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
            {
                try
                {
                    TiffMark.Write(file, id, number);
                }
                catch (InvalidDataException)
                {
                    // It goes in as it is: whoever reads it says what is wrong with it.
                }

                file.Flush(flushToDisk: true);
            }

            AtomicMove.Move(temporary, ready);
            File.Delete(raw);
        }

        return ready;
    }

    /// <summary>The batch has the page. One that could not be read is kept for whoever looks into it.</summary>
    internal static void PutAway(string path, SourceRecord source)
    {
        if (source.Disposition == SourceDisposition.Rejected) AtomicMove.Move(path, path + ".rejected");
        else File.Delete(path);
    }

    internal bool HasRejected(string id) => Directory.EnumerateFiles(FolderOf(id), "*.rejected").Any();

    /// <summary>Null where a disk has spoilt it: that must not keep the service from starting.</summary>
    private static ScanFacts? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ScanFacts>(File.ReadAllBytes(path));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string FolderOf(string id) => Path.Combine(folder, id);

    private string PathOf(string id, string kind, int number) => Path.Combine(FolderOf(id), string.Create(CultureInfo.InvariantCulture, $"{kind}-{number:00000}.tif"));

    [GeneratedRegex("^(?:raw|page)-([0-9]{5,7})\\.tif$", RegexOptions.CultureInvariant)]
    private static partial Regex PageName();
}
