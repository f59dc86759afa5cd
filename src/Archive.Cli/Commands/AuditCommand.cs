using System.CommandLine;
using System.Globalization;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Ports;

namespace Archive.Cli.Commands;

/// <summary>`archive audit`: who did what, and whether the account of it is whole.</summary>
internal static class AuditCommand
{
    private const int MaximumLimit = 10_000;

    internal static Command Create(SharedOptions shared, Terminal terminal) =>
        new("audit", "The account of who searched, read, exported and changed what.") { CreateVerify(shared, terminal), CreateList(shared, terminal) };

    private static Command CreateVerify(SharedOptions shared, Terminal terminal)
    {
        var head = new Option<string?>("--head")
        {
            Description = "A head that an earlier verification printed and that was noted elsewhere, as ID:HASH. Without it a ledger that somebody wrote anew as a whole looks sound.",
            HelpName = "ID:HASH",
        };
        var command = new Command("verify", "Look for entries that were changed, taken out or put in; print the head, to be noted elsewhere.") { head };
        command.SetAction((parsed, cancellation) => VerifyAsync(ParseHead(parsed.GetValue(head)), shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation));
        return command;
    }

    private static Command CreateList(SharedOptions shared, Terminal terminal)
    {
        var actor = new Option<string?>("--actor") { Description = "Acts of this account." };
        var subject = new Option<string?>("--subject") { Description = "Acts on this file, batch or account, such as F00000012." };
        var action = new Option<AuditAction?>("--action") { Description = "Acts of this kind." };
        var outcome = new Option<AuditOutcome?>("--outcome") { Description = "Acts that ended so: done, refused, failed." };
        var from = new Option<DateTimeOffset?>("--from") { Description = "Acts from this time on." };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Acts before this time." };
        var limit = new Option<int>("--limit") { Description = "Entries to show, 1 to 10000.", DefaultValueFactory = _ => 100 };
        var command = new Command("list", "Show entries, newest first.") { actor, subject, action, outcome, from, to, limit };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(limit) is < 1 or > MaximumLimit) throw new UsageException("--limit lies between 1 and 10000.");
            var filter = new AuditFilter(
                parsed.GetValue(actor), parsed.GetValue(action), parsed.GetValue(subject), parsed.GetValue(from), parsed.GetValue(to), Limit: parsed.GetValue(limit))
            {
                Outcome = parsed.GetValue(outcome),
            };
            return ListAsync(filter, shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation);
        });
        return command;
    }

    private static async Task<int> VerifyAsync(AuditHead? noted, ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var session = await ReadingSession.OpenAsync(place, cancellation);
        var breaches = new List<AuditBreach>();
        await foreach (var breach in session.Catalog.Audit.VerifyAsync(noted, cancellation)) breaches.Add(breach);
        var head = await session.Catalog.Audit.GetHeadAsync(cancellation);
        if (json) CliJson.Write(terminal.Out, new AuditCheckJson(breaches.Count == 0, HeadText(head), [.. breaches.Select(breach => new AuditBreachJson(breach.Id, breach.What))]));
        else
        {
            foreach (var breach in breaches) terminal.Out.WriteLine($"ALARM: entry {breach.Id}: {breach.What}");
            terminal.Out.WriteLine(breaches.Count == 0 ? $"{head.Id} entries, each following from the one before." : $"{breaches.Count} findings in {head.Id} entries.");
            terminal.Out.WriteLine($"head {HeadText(head)}");
        }

        return breaches.Count == 0 ? ExitCodes.AllWell : ExitCodes.Mismatch;
    }

    private static async Task<int> ListAsync(AuditFilter filter, ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var session = await ReadingSession.OpenAsync(place, cancellation);
        var entries = (await session.Catalog.Audit.ReadAsync(filter, cancellation)).Select(Json).ToList();
        if (json) CliJson.Write(terminal.Out, new AuditListJson(entries));
        else Tables.Write(terminal, ["entry", "time", "who", "what", "outcome", "of", "from", "for", "detail"], entries.Select(Row));
        return ExitCodes.AllWell;
    }

    private static AuditEntryJson Json(AuditEntry entry) => new(
        entry.Id, entry.Event.At, entry.Event.Actor, CliJson.NameOf(entry.Event.Action), CliJson.NameOf(entry.Event.Outcome), entry.Event.Subject, entry.Event.Origin, entry.Event.Purpose,
        entry.Event.Detail, entry.Hash.Hex);

    private static string[] Row(AuditEntryJson entry) =>
    [
        entry.Id.ToString(CultureInfo.InvariantCulture), entry.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), entry.Actor, entry.Action, entry.Outcome,
        entry.Subject ?? "", entry.Origin ?? "", entry.Purpose ?? "", entry.Detail ?? "",
    ];

    private static string HeadText(AuditHead head) => string.Create(CultureInfo.InvariantCulture, $"{head.Id}:{head.Hash}");

    private static AuditHead? ParseHead(string? text)
    {
        if (text is null) return null;
        return text.Split(':') is [var id, var hash] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Sha256Digest.TryParse(hash, out var digest)
            ? new(number, digest)
            : throw new UsageException("--head is what 'archive audit verify' printed: an entry's number, a colon and 64 hexadecimal digits.");
    }
}
