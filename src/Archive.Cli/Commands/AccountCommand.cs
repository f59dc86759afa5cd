using System.CommandLine;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Web.Accounts;

namespace Archive.Cli.Commands;

/// <summary>`archive account`: accounts from the machine's console, for its set-up and for the day nobody can log in.</summary>
internal static class AccountCommand
{
    internal static Command Create(SharedOptions shared, Terminal terminal) => new("account", "Accounts of people who use the service.") { CreateAdd(shared, terminal), CreateUnlock(shared, terminal) };

    private static Command CreateAdd(SharedOptions shared, Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "The name to log in with." };
        var display = new Option<string?>("--display-name") { Description = "The name that people see. Default: NAME." };
        var roles = new Option<Roles[]>("--role") { Description = "operator, caseworker, archivist, auditor, administrator; may be given again.", AllowMultipleArgumentsPerToken = true };
        var registers = new Option<Register[]>("--register") { Description = "A register whose files it may see: PMR, UAT; may be given again.", AllowMultipleArgumentsPerToken = true };
        var units = new Option<string[]>("--unit") { Description = "A unit whose files it may see; may be given again.", AllowMultipleArgumentsPerToken = true };
        var allUnits = new Option<bool>("--all-units") { Description = "Files of every unit may be seen." };
        var password = new Option<bool>("--password-from-stdin") { Description = "Read the password from the first line of standard input. Default: make one up for one log-in, and print it." };
        var command = new Command("add", "Make an account. What is not granted is denied.") { name, display, roles, registers, units, allUnits, password };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!AccountName.TryNormalize(parsed.GetRequiredValue(name), out var normal)) throw new UsageException("A name has 1 to 64 letters, digits, dots, hyphens, underscores or at signs.");
            var account = new Account
            {
                Name = normal,
                DisplayName = parsed.GetValue(display) ?? normal,
                Roles = (parsed.GetValue(roles) ?? []).Aggregate(Roles.None, (all, role) => all | role),
                Registers = (parsed.GetValue(registers) ?? []).ToHashSet(),
                Units = (parsed.GetValue(units) ?? []).ToHashSet(),
                AllUnits = parsed.GetValue(allUnits),
            };
            var chosen = parsed.GetValue(password) ? await Console.In.ReadLineAsync(cancellation) ?? throw new UsageException("There is no password on standard input.") : null;
            return await AddAsync(account, chosen, shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation);
        });
        return command;
    }

    private static Command CreateUnlock(SharedOptions shared, Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "The name to log in with." };
        var command = new Command("unlock", "Let an account log in again that was locked after failed log-ins. Its password stays.") { name };
        command.SetAction((parsed, cancellation) => UnlockAsync(parsed.GetRequiredValue(name), shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation));
        return command;
    }

    private static async Task<int> UnlockAsync(string name, ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var session = await ArchiveSession.OpenAsync(place, cancellation, IndexUse.None);
        if (await session.Catalog.Accounts.FindAsync(name, cancellation) is not { } account) throw new UsageException($"There is no account named {name}.");
        await session.Catalog.Accounts.UnlockAsync(account.Id, cancellation);
        var told = new AuditEvent(Guid.CreateVersion7(), session.Stores.Time.GetUtcNow(), AuditEvent.System, AuditAction.Administer, AuditOutcome.Done, account.Name, Detail: "account unlocked at the console");
        await session.Catalog.Audit.AppendAsync([told], CancellationToken.None);
        if (json) CliJson.Write(terminal.Out, new UnlockedAccountJson(account.Name));
        else await terminal.Out.WriteLineAsync($"{account.Name} may log in again.");
        return ExitCodes.AllWell;
    }

    private static async Task<int> AddAsync(Account account, string? chosen, ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var session = await ArchiveSession.OpenAsync(place, cancellation, IndexUse.None);
        string? password;
        try
        {
            password = await FirstAdministrator.CreateAsync(session.Catalog, account, chosen, session.Stores.Time, cancellation);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(wrong.Message);
        }

        if (password is null) throw new UsageException($"There is an account named {account.Name} already.");
        if (json) CliJson.Write(terminal.Out, new AddedAccountJson(account.Name, chosen is null ? password : null));
        else await terminal.Out.WriteLineAsync(chosen is null ? $"{account.Name}: one-time password {password} (shown this once)." : $"{account.Name} is made.");
        return ExitCodes.AllWell;
    }
}
