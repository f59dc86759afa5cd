namespace Archive.Pdf.Conformance;

/// <summary>A rule of ISO 19005-2 (PDF/A-2, level U) that a file breaks.</summary>
/// <param name="Clause">The clause's number, such as 6.2.11.8.</param>
/// <param name="Message">What is wrong, for a person.</param>
/// <param name="ObjectNumber">The indirect object concerned; null where it is the file as a whole.</param>
public sealed record PdfAFinding(string Clause, string Message, int? ObjectNumber)
{
    public override string ToString() => ObjectNumber is { } number ? $"{Clause}: {Message} (object {number})" : $"{Clause}: {Message}";
}
