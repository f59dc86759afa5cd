namespace Archive.Domain.Access;

/// <summary>Which personal files somebody may see. What is not let in is out: of a file that is not seen nothing is told, not even that it is there.</summary>
/// <param name="Registers">Registers whose cases are seen.</param>
/// <param name="WithoutCase">Whether files that are not linked to a case yet are seen.</param>
/// <param name="Units">Units whose files are seen, beside files of no unit; null for those of all units.</param>
/// <param name="RestrictedFiles">Ids of the restricted files that are seen where the rest lets them in; null for all.</param>
public sealed record Visibility(IReadOnlySet<Register> Registers, bool WithoutCase, IReadOnlySet<string>? Units, IReadOnlySet<string>? RestrictedFiles)
{
    /// <summary>All there is: for the pipeline and for who has the data folder itself.</summary>
    public static Visibility Everything { get; } = new(new HashSet<Register>(Enum.GetValues<Register>()), true, null, null);

    /// <summary>Nothing at all.</summary>
    public static Visibility Nothing { get; } = new(new HashSet<Register>(), false, new HashSet<string>(), new HashSet<string>());

    public bool IsEverything => WithoutCase && Units is null && RestrictedFiles is null && Enum.GetValues<Register>().All(Registers.Contains);

    public bool Sees(FileRecord file) => Sees(file.Id, file.Case?.Register, file.Access);

    public bool Sees(string fileId, Register? register, AccessConditions access) =>
        (register is { } known ? Registers.Contains(known) : WithoutCase)
        && (access.Unit is null || Units is null || Units.Contains(access.Unit))
        && (!access.Restricted || RestrictedFiles is null || RestrictedFiles.Contains(fileId));
}
