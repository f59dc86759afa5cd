using Archive.Domain;
using Archive.Domain.Access;

namespace Archive.Storage.Catalog.Rows;

/// <summary>A change of a file's case and access, over what they were when it was decided on.</summary>
internal sealed record AccessChange(long Id, string? Case, string? Unit, bool Restricted, string? OldCase, string? OldUnit, bool OldRestricted)
{
    /// <summary>A file whose id is none has the id 0, which no row has.</summary>
    internal static AccessChange Of(FileRecord read, CaseNumber? number, AccessConditions access)
    {
        _ = access.Validated();
        return new(
            FileId.TryParse(read.Id, out var id) ? id : 0, number?.ToString(), access.Unit, access.Restricted, read.Case?.ToString(), read.Access.Unit, read.Access.Restricted);
    }

    /// <param name="same">How this catalog asks whether two values are the same, or both none.</param>
    internal static string IsMade(string same) =>
        $"select count(*) from file where id = @Id and case_number {same} @Case and unit {same} @Unit and restricted = @Restricted";

    /// <inheritdoc cref="IsMade"/>
    internal static string Make(string same) =>
        $"update file set case_number = @Case, unit = @Unit, restricted = @Restricted where id = @Id and case_number {same} @OldCase and unit {same} @OldUnit and restricted = @OldRestricted";
}
