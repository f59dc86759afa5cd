using System.Reflection;
using System.Runtime.InteropServices;

namespace Archive.Imaging.Interop;

/// <summary>
/// Finds native libraries under the names distributions give them: Debian 12 ships Leptonica as liblept.so.5, Debian 13 as libleptonica.so.6.
/// </summary>
internal static class NativeLibraries
{
    private static readonly Lazy<bool> Registered = new(() =>
    {
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);
        return true;
    });

    private static readonly Dictionary<string, string[]> Candidates = new()
    {
        [LeptonicaNative.Library] = ["libleptonica.so.6", "liblept.so.5"],
    };

    internal static void Register() => _ = Registered.Value;

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (!Candidates.TryGetValue(name, out var candidates)) return 0;
        foreach (var candidate in candidates)
            if (NativeLibrary.TryLoad(candidate, out var handle))
                return handle;
        throw new DllNotFoundException($"Leptonica is not installed: none of {string.Join(", ", candidates)} could be loaded (Debian: apt-get install liblept5).");
    }
}
