using System.Text;
using System.Text.Json;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Receive.Pdf;
using Archive.Pipeline.Workers.Interop;
using Archive.Pipeline.Workers.Protocol;

namespace Archive.Pipeline.Workers;

/// <summary>
/// The child's side of a page worker: reads one request per line, answers with one line, until standard input closes.
/// Knows no time-out and no memory limit: those are the supervisor's, who can still act when native code cannot.
/// </summary>
public static class PageWorkerHost
{
    /// <summary>Turns the present process into a page worker and serves until the host closes standard input.</summary>
    /// <param name="createProcessor">Called once, after the process is prepared, so that no native library loads too early.</param>
    /// <returns>The exit code: 0 after serving, 4 where the processor could not be made.</returns>
    public static int Run(Func<IPageProcessor> createProcessor)
    {
        WorkerProcessSetup.Adopt();
        using var answers = WorkerProcessSetup.TakeStandardOutput();
        using var requests = Console.OpenStandardInput();
        return Serve(createProcessor, requests, answers);
    }

    internal static int Serve(Func<IPageProcessor> createProcessor, Stream requests, Stream answers)
    {
        IPageProcessor processor;
        PageRecipe recipe;
        try
        {
            processor = createProcessor();
            recipe = processor.Recipe;
        }
        catch (Exception failure)
        {
            Send(answers, new(0, null, null, Describe(failure, atStart: true)));
            return 4;
        }

        using (processor)
        {
            Send(answers, new(0, recipe, null, null));
            AnswerAll(processor, requests, answers);
        }

        return 0;
    }

    private static void AnswerAll(IPageProcessor processor, Stream requests, Stream answers)
    {
        using var reader = new StreamReader(requests, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            var request = JsonSerializer.Deserialize(line, WorkerJson.Default.WorkerRequest)
                ?? throw new InvalidDataException("The host sent an empty request.");
            Send(answers, Answer(processor, request));
        }
    }

    private static WorkerAnswer Answer(IPageProcessor processor, WorkerRequest request)
    {
        using var spans = SpanRecorder.Begin(request.Traceparent);
        try
        {
            var result = processor.Process(request.Work, CancellationToken.None);
            return new(request.Id, null, result, null, spans?.End(null));
        }
        catch (Exception failure)
        {
            return new(request.Id, null, null, Describe(failure, atStart: false), spans?.End(failure));
        }
    }

    private static WorkerError Describe(Exception failure, bool atStart) => new(
        failure switch
        {
            _ when DiskSpace.IsExhausted(failure) => WorkerErrorKind.NoSpace,
            OutOfMemoryException => WorkerErrorKind.OutOfMemory,
            EnvironmentProblemException or MissingToolException => WorkerErrorKind.Environment,
            DllNotFoundException or EntryPointNotFoundException => WorkerErrorKind.Environment,
            _ => atStart ? WorkerErrorKind.Environment : WorkerErrorKind.Fault,
        },
        atStart || failure is EnvironmentProblemException or MissingToolException ? failure.Message : $"{failure.GetType().Name}: {failure.Message}");

    private static void Send(Stream answers, WorkerAnswer answer)
    {
        // One write per line: the host never sees half a message of a worker that died in between.
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(answer, WorkerJson.Default.WorkerAnswer), (byte)'\n'];
        answers.Write(line);
        answers.Flush();
    }
}
