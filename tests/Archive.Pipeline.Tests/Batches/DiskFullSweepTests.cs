using System.Globalization;
using Archive.Domain;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Workers;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Pipeline.Tests.Batches;

/// <summary>
/// One batch again and again on a disk that has room for a little more each time, so that it fills up at every place that writes. Each time the
/// error is clear, and the same command, once there is room, ends with the bytes of an undisturbed run.
/// </summary>
public sealed class DiskFullSweepTests(ITestOutputHelper output)
{
    private const long Ample = 100_000_000;
    private const int Block = 4096;
    private const int MostRoom = 300;
    private const int Pages = 4;

    private static readonly string Text = string.Join(' ', Enumerable.Range(0, 30).Select(word => string.Create(CultureInfo.InvariantCulture, $"vārds{word}")));

    [Fact]
    public async Task IngestAsync_NoBlockLeft_SaysSoAndResumesToTheSameBytes() =>
        AssertMet(await SweepAsync(from: 0, step: 12, LimitBlocks), "catalog");

    [Fact]
    public async Task IngestAsync_NoBlockLeftOnceAllPagesAreWorked_SaysSoAndResumesToTheSameBytes() =>
        AssertMet(await SweepAsync(from: Pages, step: 2, LimitBlocks), "PDF", "catalog", "index");

    [Fact]
    public async Task IngestAsync_NoFileOrFolderCanBeMade_SaysSoAndResumesToTheSameBytes() =>
        AssertMet(await SweepAsync(from: 0, step: 3, (disk, used, room) => disk.Resize(Ample, used.Files + room)), "master", "page worker", "derivative");

    private static void LimitBlocks(SmallDisk disk, (long Bytes, int Files) used, int room) => disk.Resize(used.Bytes + (long)room * Block);

    private static void AssertMet(List<string>? places, params string[] expected)
    {
        if (places is not null) Assert.All(expected, place => Assert.Contains(place, places));
    }

    /// <param name="from">Pages that are worked on an ample disk.</param>
    /// <param name="limit">Leaves room on the disk for so much more than is used.</param>
    /// <returns>Where the disk was met full; null where nothing can be mounted.</returns>
    private async Task<List<string>?> SweepAsync(int from, int step, Action<SmallDisk, (long Bytes, int Files), int> limit)
    {
        var mount = Directory.CreateTempSubdirectory("archive-full-").FullName;
        try
        {
            using var disk = SmallDisk.TryMount(mount, Ample);
            if (disk is not null) return await SweepAsync(disk, from, step, limit);
            output.WriteLine(SmallDisk.Skipped);
            return null;
        }
        finally
        {
            Directory.Delete(mount);
        }
    }

    private async Task<List<string>> SweepAsync(SmallDisk disk, int from, int step, Action<SmallDisk, (long Bytes, int Files), int> limit)
    {
        var places = new List<string>();
        List<Sha256Digest>? undisturbed = null;
        for (var room = -step; room < MostRoom; room += step)
        {
            await using var archive = await TestArchive.OpenAsync(Path.Combine(disk.Path, "archive"));
            archive.Options = archive.Options with { Workers = 1 };
            foreach (var page in Enumerable.Range(1, Pages)) archive.Scan($"PMR-2019-00017/{page}.png", $"TEXT:{page} {Text};");
            if (undisturbed is null)
            {
                undisturbed = Digests(await archive.IngestAsync());
                continue;
            }

            var place = await TryAsync(archive, new WhenFinished(from, () => limit(disk, Used(disk), room)));
            output.WriteLine($"room for {room} more: {place}");
            if (place is null) return places;
            places.Add(place);
            disk.Resize(Ample);
            Assert.Equal(undisturbed, Digests(await archive.IngestAsync()));
            Assert.Empty(Directory.GetFileSystemEntries(archive.Stores.TemporaryFolder));
        }

        throw new InvalidOperationException("The disk never became large enough.");
    }

    /// <returns>Where the disk was met full; null where it sufficed.</returns>
    private static async Task<string?> TryAsync(TestArchive archive, IProgress<IngestProgress> progress)
    {
        try
        {
            await archive.IngestAsync(progress: progress);
            return null;
        }
        catch (EnvironmentProblemException full)
        {
            Assert.Contains("space is left", full.Message, StringComparison.Ordinal);
            return PlaceOf(full);
        }
    }

    /// <summary>The place that writes, from the way the error came.</summary>
    private static string PlaceOf(Exception full)
    {
        var way = full.ToString();
        (string Name, string[] Frames)[] places =
        [
            ("index", ["search.db"]),
            ("catalog", ["catalog.db"]),
            ("PDF", ["FileAssembler"]),
            ("master", ["SourceReceiver", "FileObjectStore"]),
            ("derivative", ["PageStep", "FileObjectStore"]),
            ("page folder", ["PageStep", "CreateDirectory"]),
            ("page worker", [nameof(PageWorkerPool)]),
        ];
        return places.FirstOrDefault(place => place.Frames.All(frame => way.Contains(frame, StringComparison.Ordinal))).Name ?? way;
    }

    private static (long Bytes, int Files) Used(SmallDisk disk) =>
        (Ample - disk.FreeBytes, Directory.GetFileSystemEntries(disk.Path, "*", SearchOption.AllDirectories).Length + 1);

    private static List<Sha256Digest> Digests(BatchReport report) => [.. report.Files.Select(file => file.File.Pdf!.Digest)];

    /// <summary>Acts once, as soon as so many pages are finished; the run stands still meanwhile.</summary>
    private sealed class WhenFinished(int pages, Action act) : IProgress<IngestProgress>
    {
        private bool _done;

        public void Report(IngestProgress value)
        {
            if (_done || value.PagesFinished < pages) return;
            _done = true;
            act();
        }
    }
}
