using System.Globalization;
using Archive.Domain;
using Archive.Domain.Access;
using Dapper;

namespace Archive.Storage.Catalog.Rows;

/// <summary>What somebody may see, as a condition on rows of files; every catalog understands it.</summary>
internal static class VisibleFiles
{
    /// <param name="visible">All where null.</param>
    /// <param name="parameters">Gets what the condition refers to.</param>
    /// <param name="among">How this catalog asks whether a value is among those of a parameter, which stands for {0}.</param>
    /// <returns>To be put after other conditions; empty where everything is seen.</returns>
    internal static string Condition(Visibility? visible, DynamicParameters parameters, string among)
    {
        if (visible is null || visible.IsEverything) return "";
        var registers = Enum.GetValues<Register>().Where(visible.Registers.Contains).Select(register => $"case_number like '{register.ToString().ToUpperInvariant()}-%'").ToList();
        if (visible.WithoutCase) registers.Add("case_number is null");
        if (registers.Count == 0) return " and 1 = 0";
        var condition = $" and ({string.Join(" or ", registers)})";
        if (visible.Units is { } units)
        {
            parameters.Add("Units", units.ToArray());
            condition += $" and (unit is null or unit {Among("@Units")})";
        }

        if (visible.RestrictedFiles is { } files)
        {
            parameters.Add("Restricted", files.Select(FileId.Parse).ToArray());
            condition += $" and (not restricted or id {Among("@Restricted")})";
        }

        return condition;

        string Among(string parameter) => string.Format(CultureInfo.InvariantCulture, among, parameter);
    }
}
