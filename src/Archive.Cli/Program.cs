using Archive.Cli;
using Archive.Cli.Commands;

// A page worker starts often and must start fast: it goes past everything that only people need.
if (args is [PageWorkerCommand.Name]) return PageWorkerCommand.Run();
if (args is [PageWorkerCommand.ViewName]) return PageWorkerCommand.RunViews();
using var interrupts = new Interrupts();
return await ArchiveApp.RunAsync(args, Terminal.OfProcess(), interrupts.Token);
