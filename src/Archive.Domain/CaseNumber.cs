using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archive.Domain;

/// <summary>The register a case belongs to: asylum seekers (PMR) or residence permits (UAT).</summary>
public enum Register
{
    Pmr,
    Uat,
}

/// <summary>The number of a register case: register, year and five-digit serial, as in PMR-2019-00017.</summary>
[JsonConverter(typeof(CaseNumberJsonConverter))]
public readonly record struct CaseNumber(Register Register, int Year, int Serial)
{
    public static CaseNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException($"'{text}' is not a case number such as PMR-2019-00017 or UAT-2020-00042.");

    public static bool TryParse([NotNullWhen(true)] string? text, out CaseNumber number)
    {
        number = default;
        if (text is not { Length: 14 } || text[3] != '-' || text[8] != '-') return false;
        Register register;
        if (text.StartsWith("PMR", StringComparison.OrdinalIgnoreCase)) register = Register.Pmr;
        else if (text.StartsWith("UAT", StringComparison.OrdinalIgnoreCase)) register = Register.Uat;
        else return false;
        if (!int.TryParse(text.AsSpan(4, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year < 1900) return false;
        if (!int.TryParse(text.AsSpan(9, 5), NumberStyles.None, CultureInfo.InvariantCulture, out var serial)) return false;
        number = new(register, year, serial);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Register.ToString().ToUpperInvariant()}-{Year:D4}-{Serial:D5}");
}

/// <summary>Writes a case number as its printed form.</summary>
public sealed class CaseNumberJsonConverter : JsonConverter<CaseNumber>
{
    public override CaseNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CaseNumber.TryParse(reader.GetString(), out var number) ? number : throw new JsonException("Not a case number.");

    public override void Write(Utf8JsonWriter writer, CaseNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
