using System.Text;

namespace Archive.Web.Capturing;

/// <summary>Names of files that come in from anywhere: what people see of them, and what is safe to write to a disk.</summary>
internal static class UploadName
{
    private const int Longest = 120;

    /// <summary>The last part of the name without what file systems, terminals or people stumble over; never empty.</summary>
    internal static string Safe(string? name)
    {
        // Lone surrogates have no normal form, nor has U+FFFE.
        var last = new string([.. (name ?? "").Split('/', '\\')[^1].Where(character => !char.IsSurrogate(character) && character != '\uFFFE')]).Normalize(NormalizationForm.FormC);
        var clean = new string([.. last.Where(character => !char.IsControl(character) && !"<>:\"|?*\u202E\u2066\u2067\u2068\u2069\u200F".Contains(character, StringComparison.Ordinal))]).Trim(' ', '.');
        if (clean.Length > Longest) clean = clean[..(Longest / 2)] + "…" + clean[^(Longest / 2 - 1)..];
        return clean.Length == 0 ? "unnamed" : clean;
    }

    /// <summary>The name by which people know an input: of an upload, what stands behind its id.</summary>
    internal static string Shown(string path) => Safe(Path.GetFileName(path));
}
