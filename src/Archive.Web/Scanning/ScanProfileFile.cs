using System.Text.Json;
using System.Text.Json.Serialization;
using Archive.Domain;

namespace Archive.Web.Scanning;

/// <summary>The file of profiles that an administrator writes: a JSON array of <see cref="ScanProfile"/>, comments allowed.</summary>
internal static class ScanProfileFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <exception cref="EnvironmentProblemException">It cannot be read, or something in it makes no sense; the message says where.</exception>
    internal static IReadOnlyList<ScanProfile> Read(string path)
    {
        try
        {
            var profiles = JsonSerializer.Deserialize<ScanProfile[]>(File.ReadAllBytes(path), Json) ?? throw new JsonException("There is no array of profiles.");
            for (var i = 0; i < profiles.Length; i++)
            {
                if (profiles[i] is null) throw Wrong(path, $"profile {i + 1}: null");
                if (profiles[i].Complaint() is { } complaint) throw Wrong(path, $"profile {i + 1} ('{profiles[i].Name}'): {complaint}.");
                if (profiles[..i].Any(other => other.Name.Equals(profiles[i].Name, StringComparison.OrdinalIgnoreCase))) throw Wrong(path, $"profile {i + 1} ('{profiles[i].Name}'): another has this name.");
            }

            return profiles;
        }
        catch (JsonException wrong)
        {
            throw Wrong(path, wrong.Message);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Wrong(path, "it cannot be read.");
        }
    }

    private static EnvironmentProblemException Wrong(string path, string what) => new($"ARCHIVE_SERVICE_SCAN_PROFILES, {path}: {what}");
}
