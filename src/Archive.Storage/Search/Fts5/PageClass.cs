using System.Globalization;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>
/// What pages have in common for whom they may be shown to and what they are counted by. There are few classes, so that a search decides for a class
/// and not for each page.
/// </summary>
/// <param name="Register">Name of the register; empty where the file has no case.</param>
/// <param name="Year">Of the case; empty where the file has none.</param>
/// <param name="Unit">Code of the unit; empty where it is of none.</param>
/// <param name="RestrictedFile">Id of the file where it is restricted; empty where it is not.</param>
internal readonly record struct PageClass(string Register, string Year, string DocumentType, string Language, string Status, string Unit, string RestrictedFile)
{
    internal static PageClass Of(IndexedPage page) => new(
        page.Case is { } number ? number.Register.ToString() : "",
        page.Case is { } of ? of.Year.ToString("D4", CultureInfo.InvariantCulture) : "",
        page.Facts.DocumentType ?? "",
        page.Text.MainLanguage,
        PageStatus.Of(page.Facts),
        page.Access.Unit ?? "",
        page.Access.Restricted ? page.FileId : "");

    /// <summary>The class's number, made where it is new.</summary>
    internal long Ensure(SqliteConnection connection)
    {
        connection.Execute(
            """
            insert or ignore into page_class (register, year, document_type, language, status, unit, restricted_file)
            values (@Register, @Year, @DocumentType, @Language, @Status, @Unit, @RestrictedFile)
            """,
            this);
        return connection.ExecuteScalar<long>(
            """
            select id from page_class where register = @Register and year = @Year and document_type = @DocumentType and language = @Language
            and status = @Status and unit = @Unit and restricted_file = @RestrictedFile
            """,
            this);
    }
}

/// <summary>A class as it stands in the table.</summary>
internal sealed class PageClassRow
{
    public long Id { get; init; }

    public string Register { get; init; } = "";

    public string Year { get; init; } = "";

    public string DocumentType { get; init; } = "";

    public string Language { get; init; } = "";

    public string Status { get; init; } = "";

    public string Unit { get; init; } = "";

    public string RestrictedFile { get; init; } = "";

    internal static IReadOnlyList<PageClassRow> All(SqliteConnection connection) => connection.Query<PageClassRow>(
        """
        select id as Id, register as Register, year as Year, document_type as DocumentType, language as Language, status as Status, unit as Unit,
        restricted_file as RestrictedFile from page_class
        """).AsList();

    /// <summary>A register of a later release is one that nobody is known to see.</summary>
    internal bool IsSeen(Visibility visibility)
    {
        Register? register = Enum.TryParse<Register>(Register, out var known) ? known : null;
        if (Register.Length > 0 && register is null) return false;
        return visibility.Sees(RestrictedFile, register, new(Unit.Length > 0 ? Unit : null, RestrictedFile.Length > 0));
    }

    internal string ValueOf(Facet facet) => facet switch
    {
        Facet.Register => Register.ToUpperInvariant(),
        Facet.Year => Year,
        Facet.DocumentType => DocumentType,
        Facet.Language => Language,
        _ => Status,
    };

    internal bool IsAdmitted(FacetFilter filter) => filter.Wanted.Keys.All(facet => filter.Admits(facet, ValueOf(facet)));
}
