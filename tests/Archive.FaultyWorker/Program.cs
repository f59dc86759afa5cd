using Archive.FaultyWorker;
using Archive.Pipeline.Workers;

// The pipe to the host, held before the host loop keeps it to itself.
using var answer = new FileStream("/proc/self/fd/1", FileMode.Open, FileAccess.Write);

// A page worker that misbehaves as its pages tell it to: the real host loop around a processor of the tests' own.
return args switch
{
    ["missing-model"] => PageWorkerHost.Run(() => throw new Archive.Domain.EnvironmentProblemException("The model lav is missing: apt install tesseract-ocr-lav")),
    ["mute"] => 3,
    [var markers, ..] => PageWorkerHost.Run(() => new ScriptedProcessor(markers, answer)),
    _ => 2,
};
