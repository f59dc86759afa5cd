using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Archive.EndToEnd.Tests;

/// <summary>What a run of the command left behind.</summary>
internal sealed record ArchiveResult(int Code, string Out, string Error)
{
    /// <summary>Standard output as JSON; fails with what was written where it is none.</summary>
    internal JsonElement Json()
    {
        Assert.True(Out.StartsWith('{'), $"exit code {Code}, no JSON on standard output: {Out}\n{Error}");
        return JsonDocument.Parse(Out).RootElement;
    }
}

/// <summary>The built `archive` command as a process of its own.</summary>
internal sealed class ArchiveProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _out;
    private readonly Task _error;
    private readonly StringBuilder _said = new();

    private ArchiveProcess(Process process)
    {
        (_process, _out) = (process, process.StandardOutput.ReadToEndAsync());
        _error = ListenAsync();
    }

    /// <summary>What it has written on standard error so far.</summary>
    internal string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    internal static string Executable => Path.Combine(AppContext.BaseDirectory, "archive");

    internal int Id => _process.Id;

    internal static ArchiveProcess Start(params string[] arguments) => StartIn(_ => { }, arguments);

    /// <param name="environment">Sets what the process finds in its environment beyond this one's.</param>
    internal static ArchiveProcess StartIn(Action<IDictionary<string, string?>> environment, params string[] arguments)
    {
        var info = new ProcessStartInfo(Executable, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        environment(info.Environment);
        return new(Process.Start(info)!);
    }

    internal static Task<ArchiveResult> RunAsync(params string[] arguments) => RunInAsync(_ => { }, arguments);

    internal static async Task<ArchiveResult> RunInAsync(Action<IDictionary<string, string?>> environment, params string[] arguments)
    {
        using var process = StartIn(environment, arguments);
        return await process.EndAsync();
    }

    /// <summary>Runs it with a line on its standard input.</summary>
    internal static async Task<ArchiveResult> RunWithLineAsync(Action<IDictionary<string, string?>> environment, string line, params string[] arguments)
    {
        using var process = StartIn(environment, arguments);
        await process._process.StandardInput.WriteLineAsync(line);
        process._process.StandardInput.Close();
        return await process.EndAsync();
    }

    internal async Task<ArchiveResult> EndAsync()
    {
        await _process.WaitForExitAsync();
        await _error;
        return new(_process.ExitCode, await _out, Said);
    }

    /// <summary>Waits until the process has written something on standard error; fails where it ends without, or after a minute.</summary>
    /// <returns>All that it has written there so far.</returns>
    internal async Task<string> SaysAsync(string word)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!Said.Contains(word, StringComparison.Ordinal))
        {
            var ended = !await StillRunsAfterAsync(TimeSpan.FromMilliseconds(50));
            if (ended) await _error;
            Assert.True((!ended && !patience.IsCancellationRequested) || Said.Contains(word, StringComparison.Ordinal), $"It never said '{word}', but: {Said}");
        }

        return Said;
    }

    private async Task ListenAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_said) _said.AppendLine(line);
        }
    }

    /// <summary>Waits until the process ends or the moment has come.</summary>
    /// <returns>True where the process still runs.</returns>
    internal async Task<bool> StillRunsAfterAsync(TimeSpan moment)
    {
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(moment));
        return !_process.HasExited;
    }

    /// <summary>kill -9 of the host alone; its workers have to notice by themselves.</summary>
    internal void Kill()
    {
        if (!_process.HasExited) _process.Kill();
    }

    /// <summary>Ctrl-C.</summary>
    internal void Interrupt() => Signal("-INT");

    /// <summary>As a service manager ends it.</summary>
    internal void Terminate() => Signal("-TERM");

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>kill -9 of one page worker, if there is one.</summary>
    internal void KillAWorker()
    {
        foreach (var worker in Workers().Take(1))
        {
            try
            {
                Process.GetProcessById(worker).Kill();
            }
            catch (ArgumentException)
            {
                // Gone by itself in the meantime.
            }
        }
    }

    /// <summary>Process ids of the children (proc(5), /proc/PID/task/TID/children).</summary>
    internal IReadOnlyList<int> Workers()
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{Id}/task")
                .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }
}
