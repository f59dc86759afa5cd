using System.CommandLine;
using System.Globalization;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Ports;

namespace Archive.Cli.Commands;

/// <summary>`archive export`: a personal file's derivatives as plain files.</summary>
internal static class ExportCommand
{
    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The file's id, such as F00000012, or its case number." };
        var pdf = new Option<string?>("--pdf") { Description = "Write the PDF/A to this file.", HelpName = "F" };
        var alto = new Option<string?>("--alto") { Description = "Write one ALTO file per page into this folder.", HelpName = "DIR" };
        var text = new Option<string?>("--text") { Description = "Write the plain text to this file, pages apart by form feeds.", HelpName = "F" };
        var command = new Command("export", "Write a personal file's PDF, ALTO and text as plain files. What is there is replaced.") { file, pdf, alto, text };
        command.SetAction((parsed, cancellation) =>
        {
            var wish = new ExportWish(parsed.GetValue(pdf), parsed.GetValue(alto), parsed.GetValue(text));
            if (wish is (null, null, null)) throw new UsageException("Say what to export: --pdf F, --alto DIR, --text F.");
            return RunAsync(parsed.GetRequiredValue(file), wish, shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(string named, ExportWish wish, ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var session = await ReadingSession.OpenAsync(place, cancellation);
        var file = await FileResolver.FindAsync(session.Catalog, named, cancellation);
        await session.AuditAsync(AuditAction.Export, file.Id, wish.What, cancellation);
        var pages = await session.Catalog.ListPagesAsync(file.Id, cancellation);
        var made = new ExportJson(
            file.Id,
            await PdfAsync(session, file, wish.Pdf, cancellation),
            await AltoAsync(session, file, pages, wish.Alto, cancellation),
            await TextAsync(session, pages, wish.Text, cancellation));
        if (json) CliJson.Write(terminal.Out, made);
        else foreach (var path in new[] { made.Pdf, made.Text }.Concat(made.Alto).OfType<string>()) await terminal.Out.WriteLineAsync(path);
        return ExitCodes.AllWell;
    }

    private static async Task<string?> PdfAsync(ReadingSession session, FileRecord file, string? target, CancellationToken cancellation)
    {
        if (target is null) return null;
        if (file.Pdf is not { } pdf) throw new UsageException($"{file.Id} is not assembled yet. Run its ingest command again to finish it.");
        return await CopyAsync(session, pdf.Digest, target, cancellation);
    }

    private static async Task<IReadOnlyList<string>> AltoAsync(
        ReadingSession session, FileRecord file, IReadOnlyList<PageRecord> pages, string? target, CancellationToken cancellation)
    {
        if (target is null) return [];
        var folder = Directory.CreateDirectory(Path.GetFullPath(target)).FullName;
        var made = new List<string>();
        foreach (var page in pages)
        {
            if (page.Alto is not { } alto) continue;
            var name = string.Create(CultureInfo.InvariantCulture, $"{file.Id}-{page.Number:D4}.xml");
            made.Add(await CopyAsync(session, alto, Path.Combine(folder, name), cancellation));
        }

        return made;
    }

    private static async Task<string?> TextAsync(ReadingSession session, IReadOnlyList<PageRecord> pages, string? target, CancellationToken cancellation)
    {
        if (target is null) return null;
        var path = Path.GetFullPath(target);
        await using var output = File.Create(path);
        foreach (var page in pages)
        {
            if (page.Text is { } text) await CopyToAsync(session, text, output, cancellation);
            // As pdftotext does: a page without text still has its place.
            output.WriteByte((byte)'\f');
        }

        return path;
    }

    private static async Task<string> CopyAsync(ReadingSession session, Sha256Digest digest, string target, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(target);
        await using var output = File.Create(path);
        await CopyToAsync(session, digest, output, cancellation);
        return path;
    }

    private static async Task CopyToAsync(ReadingSession session, Sha256Digest digest, Stream output, CancellationToken cancellation)
    {
        await using var content = await session.Objects.OpenReadAsync(ObjectKind.Derivative, digest, cancellation);
        await content.CopyToAsync(output, cancellation);
    }

    private sealed record ExportWish(string? Pdf, string? Alto, string? Text)
    {
        internal string What => string.Join(", ", new[] { Pdf is null ? null : "PDF", Alto is null ? null : "ALTO", Text is null ? null : "text" }.OfType<string>());
    }
}
