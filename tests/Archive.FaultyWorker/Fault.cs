using System.Runtime.InteropServices;
using Archive.Domain;

namespace Archive.FaultyWorker;

/// <summary>The misbehaviours of native code that a supervisor has to live with.</summary>
internal static partial class Fault
{
    /// <param name="answer">Where answers go, for a worker that answers nonsense.</param>
    internal static void Commit(string name, Stream answer)
    {
        switch (name)
        {
            case "crash": Abort(); break;
            case "killed": _ = Kill(Environment.ProcessId, 9); Hang(); break;
            case "terminated": _ = Kill(Environment.ProcessId, 15); Hang(); break;
            case "segfault": _ = LengthOf(8); break;
            case "exit": Environment.Exit(7); break;
            case "hang": Hang(); break;
            case "slow": Thread.Sleep(1500); break;
            case "memory": EatMemory(); break;
            case "throw": throw new InvalidOperationException("a bug met on this page");
            case "nonsense": answer.Write("nonsense\n"u8); answer.Flush(); Hang(); break;
            case "noise": _ = Puts("{\"id\":1} printed by a library"); _ = Flush(0); break;
            case "full": throw new IOException("No space left on device", 28);
            case "environment": throw new EnvironmentProblemException("The model rus is missing: apt install tesseract-ocr-rus");
        }
    }

    private static void Hang()
    {
        using var never = new ManualResetEventSlim();
        never.Wait();
    }

    private static void EatMemory()
    {
        // In steps and touched, as a decoder that trusts a header would.
        for (List<byte[]> kept = []; ; kept.Add(GC.AllocateUninitializedArray<byte>(8_000_000)))
        {
            foreach (var block in kept.TakeLast(1)) Array.Fill(block, (byte)1);
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc.so.6", EntryPoint = "abort")]
    private static partial void Abort();

    [LibraryImport("libc.so.6", EntryPoint = "strlen")]
    private static partial nint LengthOf(nint address);

    [LibraryImport("libc.so.6", EntryPoint = "puts", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Puts(string text);

    [LibraryImport("libc.so.6", EntryPoint = "fflush")]
    private static partial int Flush(nint stream);
}
