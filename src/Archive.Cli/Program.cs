using Archive.Cli;
using Archive.Cli.Commands;

// A page worker starts often and must start fast: it goes past everything that only people need.
if (args is [PageWorkerCommand.Name]) return PageWorkerCommand.Run();
using var interrupts = new Interrupts();
return await ArchiveApp.RunAsync(args, Terminal.OfProcess(), interrupts.Token);
