using System.Globalization;
using System.Text.RegularExpressions;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Web.Reading;
using Archive.Web.Searching;

namespace Archive.Web.Auditing;

/// <summary>Somebody who has seen a file.</summary>
/// <param name="DisplayName">Null for another system and for accounts that are not there.</param>
/// <param name="Times">How often it was opened, read or taken along.</param>
/// <param name="ShownInSearch">How often a search showed words of it.</param>
/// <param name="Digitizing">How often its pages were looked at while they were in the hands of who digitized them, before they were a file.</param>
public sealed record ReaderShown(
    string Actor, string? DisplayName, DateTimeOffset First, DateTimeOffset Last, int Times, int ShownInSearch, int Digitizing, IReadOnlyList<string> Purposes);

/// <summary>Who has seen files, from the ledger: reading, shown in a search, and at the digitizing of their pages. Entries are counted as they come, however many there are.</summary>
internal sealed partial class ReadersReport(ICatalog catalog)
{
    private const int Portion = 1000;

    private readonly Dictionary<string, Reader> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<long, IReadOnlyList<PageRecord>> _pages = [];

    internal async Task AddAsync(string file, CancellationToken cancellation)
    {
        await EachAsync(new(Subject: file), told => Count(told, KindOf(told)), cancellation);
        await EachAsync(new(Action: AuditAction.Search, Subject: ShownText.Subject) { Mentions = file }, told => Count(told, ShownText.Has(told, file) ? Kind.Shown : Kind.None), cancellation);
        await AddDigitizingAsync(file, cancellation);
    }

    internal async Task<IReadOnlyList<ReaderShown>> ListAsync(CancellationToken cancellation)
    {
        var shown = new List<ReaderShown>();
        foreach (var (actor, seen) in _readers)
        {
            var name = (await catalog.Accounts.FindAsync(actor, cancellation))?.DisplayName;
            shown.Add(new(actor, name, seen.First, seen.Last, seen.Times[Kind.Reading], seen.Times[Kind.Shown], seen.Times[Kind.Digitizing], [.. seen.Purposes]));
        }

        return [.. shown.OrderByDescending(reader => reader.Last).ThenBy(reader => reader.Actor, StringComparer.Ordinal)];
    }

    /// <summary>Before its release a batch has its pages in one file, the feed: what was told of that concerns this file where it was one of its pages, or any.</summary>
    private async Task AddDigitizingAsync(string id, CancellationToken cancellation)
    {
        if (await catalog.GetFileAsync(id, cancellation) is not { } file || await catalog.Captures.GetAsync(file.BatchId, cancellation) is not { } batch || batch.FeedFile == id) return;
        if (!_pages.TryGetValue(batch.BatchId, out var pages))
            _pages[batch.BatchId] = pages = [.. (await catalog.Captures.ListPagesAsync(batch.BatchId, cancellation)).Select(page => page.Page).OrderBy(page => page.Id)];
        // In the feed they were numbered as they came in.
        var numbers = pages.Index().Where(page => page.Item.FileId == id).Select(page => page.Index + 1).ToHashSet();
        await EachAsync(new(Subject: batch.FeedFile), told => Count(told, KindOf(told) != Kind.None && Concerns(told, numbers) ? Kind.Digitizing : Kind.None), cancellation);
    }

    private static bool Concerns(AuditEvent told, IReadOnlySet<int> numbers) =>
        told.Detail is null || PageNumber().Match(told.Detail) is not { Success: true } page || numbers.Contains(int.Parse(page.Groups[1].Value, CultureInfo.InvariantCulture));

    private async Task EachAsync(AuditFilter filter, Action<AuditEvent> see, CancellationToken cancellation)
    {
        IReadOnlyList<AuditEntry> entries;
        do
        {
            entries = await catalog.Audit.ReadAsync(filter with { Outcome = AuditOutcome.Done, Limit = Portion }, cancellation);
            foreach (var entry in entries) see(entry.Event);
            if (entries.Count > 0) filter = filter with { Before = entries[^1].Id };
        }
        while (entries.Count == Portion);
    }

    private static Kind KindOf(AuditEvent told) => told switch
    {
        { Detail: FileDoor.PurposeStated or FileDoor.AccessShown or FileDoor.GrantsShown } => Kind.None,
        { Action: AuditAction.ReadFile or AuditAction.ReadPage or AuditAction.Export } => Kind.Reading,
        { Action: AuditAction.Search } => Kind.Shown,
        _ => Kind.None,
    };

    private void Count(AuditEvent told, Kind kind)
    {
        if (kind == Kind.None) return;
        if (!_readers.TryGetValue(told.Actor, out var reader)) _readers[told.Actor] = reader = new() { First = told.At, Last = told.At };
        reader.Times[kind]++;
        if (told.At < reader.First) reader.First = told.At;
        if (told.At > reader.Last) reader.Last = told.At;
        if (told.Purpose is { } purpose) reader.Purposes.Add(purpose);
    }

    [GeneratedRegex(@"^page (\d{1,9}), ")]
    private static partial Regex PageNumber();

    private enum Kind
    {
        None,
        Reading,
        Shown,
        Digitizing,
    }

    private sealed class Reader
    {
        internal DateTimeOffset First { get; set; }

        internal DateTimeOffset Last { get; set; }

        internal Dictionary<Kind, int> Times { get; } = new() { [Kind.Reading] = 0, [Kind.Shown] = 0, [Kind.Digitizing] = 0 };

        internal HashSet<string> Purposes { get; } = new(StringComparer.Ordinal);
    }
}
