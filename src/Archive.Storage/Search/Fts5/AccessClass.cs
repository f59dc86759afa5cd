using System.Text.Json;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>What pages have in common for whom they may be shown to. There are few of them, so that a search decides for a class and not for each page.</summary>
/// <param name="Register">Name of the register; empty where the file has no case.</param>
/// <param name="Unit">Code of the unit; empty where it is of none.</param>
/// <param name="RestrictedFile">Id of the file where it is restricted; empty where it is not.</param>
internal readonly record struct AccessClass(string Register, string Unit, string RestrictedFile)
{
    internal static AccessClass Of(IndexedPage page) => new(
        page.Case is { } number ? number.Register.ToString() : "", page.Access.Unit ?? "", page.Access.Restricted ? page.FileId : "");

    /// <summary>The class's number, made where it is new.</summary>
    internal long Ensure(SqliteConnection connection)
    {
        connection.Execute("insert or ignore into access_class (register, unit, restricted_file) values (@Register, @Unit, @RestrictedFile)", this);
        return connection.ExecuteScalar<long>("select id from access_class where register = @Register and unit = @Unit and restricted_file = @RestrictedFile", this);
    }

    /// <summary>The numbers of the classes that are seen, as a JSON array; null where everything is.</summary>
    internal static string? Visible(SqliteConnection connection, Visibility visibility) => visibility.IsEverything
        ? null
        : JsonSerializer.Serialize(connection.Query<Row>("select id as Id, register as Register, unit as Unit, restricted_file as RestrictedFile from access_class")
            .Where(row => row.IsIn(visibility)).Select(row => row.Id));

    private sealed class Row
    {
        public long Id { get; init; }

        public string Register { get; init; } = "";

        public string Unit { get; init; } = "";

        public string RestrictedFile { get; init; } = "";

        /// <summary>A register of a later release is one that nobody is known to see.</summary>
        internal bool IsIn(Visibility visibility)
        {
            Register? register = Enum.TryParse<Register>(Register, out var known) ? known : null;
            if (Register.Length > 0 && register is null) return false;
            return visibility.Sees(RestrictedFile, register, new(Unit.Length > 0 ? Unit : null, RestrictedFile.Length > 0));
        }
    }
}
