using System.Globalization;
using System.Text;

namespace Archive.Pdf.Conformance.Reading;

/// <summary>The bytes are no PDF syntax, or end in the middle of an object.</summary>
internal sealed class PdfSyntaxException(string message) : Exception(message);

/// <summary>Reads PDF objects and keywords from bytes (ISO 32000-1, 7.2 and 7.3).</summary>
internal sealed class PdfLexer(ReadOnlyMemory<byte> data)
{
    private const int DeepestNesting = 64;
    private int _depth;

    public int Position { get; set; }

    private ReadOnlySpan<byte> Bytes => data.Span;

    /// <summary>True behind the last object; white space and comments do not count.</summary>
    public bool AtEnd()
    {
        SkipSpace();
        return Position >= data.Length;
    }

    /// <summary>The next object or keyword; <c>n 0 R</c> is one reference.</summary>
    public PdfValue Read()
    {
        var value = ReadToken();
        return value is PdfNumber { IsInteger: true, Value: > 0 } number && TryReadReferenceTail() ? new PdfReference((int)number.Value) : value;
    }

    public static bool IsSpace(byte value) => value is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsDelimiter(byte value) => value is (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%';

    private PdfValue ReadToken()
    {
        SkipSpace();
        var first = Peek();
        switch (first)
        {
            case (byte)'/': return ReadName();
            case (byte)'(': return ReadLiteralString();
            case (byte)'[': return Nested(ReadArray);
            case (byte)'<': return Peek(1) == '<' ? Nested(ReadDictionary) : ReadHexString();
            default: return ReadWord();
        }
    }

    private PdfValue Nested(Func<PdfValue> read)
    {
        if (++_depth > DeepestNesting) throw new PdfSyntaxException("Objects are nested too deep.");
        var value = read();
        _depth--;
        return value;
    }

    private byte Peek(int ahead = 0) =>
        Position + ahead < data.Length ? Bytes[Position + ahead] : throw new PdfSyntaxException("The data ends within an object.");

    private void SkipSpace()
    {
        for (; Position < data.Length; Position++)
        {
            if (Bytes[Position] == '%') SkipComment();
            else if (!IsSpace(Bytes[Position])) return;
        }
    }

    private void SkipComment()
    {
        while (Position + 1 < data.Length && Bytes[Position + 1] is not (10 or 13)) Position++;
    }

    private bool TryReadReferenceTail()
    {
        var start = Position;
        if (!AtEnd() && char.IsAsciiDigit((char)Peek()) && ReadWord() is PdfNumber { IsInteger: true } && !AtEnd() && Peek() == 'R')
        {
            if (ReadWord() is PdfKeyword { Value: "R" }) return true;
        }
        Position = start;
        return false;
    }

    private PdfValue ReadWord()
    {
        var start = Position;
        while (Position < data.Length && !IsSpace(Bytes[Position]) && !IsDelimiter(Bytes[Position])) Position++;
        if (Position == start) throw new PdfSyntaxException($"'{(char)Bytes[start]}' does not begin an object.");
        var word = Encoding.Latin1.GetString(Bytes[start..Position]);
        return word switch
        {
            "true" => new PdfBoolean(true),
            "false" => new PdfBoolean(false),
            "null" => new PdfNull(),
            _ when double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) =>
                new PdfNumber(number, !word.Contains('.')),
            _ => new PdfKeyword(word),
        };
    }

    private PdfName ReadName()
    {
        Position++;
        var name = new StringBuilder();
        while (Position < data.Length && !IsSpace(Bytes[Position]) && !IsDelimiter(Bytes[Position]))
        {
            var character = Bytes[Position++];
            if (character == '#' && Position + 2 <= data.Length && byte.TryParse(Encoding.Latin1.GetString(Bytes.Slice(Position, 2)), NumberStyles.HexNumber, null, out var escaped))
            {
                character = escaped;
                Position += 2;
            }
            name.Append((char)character);
        }
        return new(name.ToString());
    }

    private PdfArray ReadArray()
    {
        Position++;
        var items = new List<PdfValue>();
        for (SkipSpace(); Peek() != ']'; SkipSpace()) items.Add(Read());
        Position++;
        return new(items);
    }

    private PdfDictionary ReadDictionary()
    {
        Position += 2;
        var entries = new Dictionary<string, PdfValue>();
        for (SkipSpace(); Peek() != '>'; SkipSpace())
        {
            if (Peek() != '/') throw new PdfSyntaxException("A dictionary key is no name.");
            entries[ReadName().Value] = Read();
        }
        if (Peek(1) != '>') throw new PdfSyntaxException("A dictionary is not closed.");
        Position += 2;
        return new(entries);
    }

    private PdfString ReadHexString()
    {
        Position++;
        var (digits, wellFormed) = (new StringBuilder(), true);
        for (; Peek() != '>'; Position++)
        {
            if (char.IsAsciiHexDigit((char)Peek())) digits.Append((char)Peek());
            else if (!IsSpace(Peek())) wellFormed = false;
        }
        Position++;
        if (digits.Length % 2 == 0) return new(Convert.FromHexString(digits.ToString()), wellFormed);
        return new(Convert.FromHexString(digits.Append('0').ToString()), WellFormed: false);
    }

    private PdfString ReadLiteralString()
    {
        Position++;
        var bytes = new List<byte>();
        for (var open = 1; ; Position++)
        {
            var character = Peek();
            if (character == '\\')
            {
                ReadEscape(bytes);
                continue;
            }
            if (character == '(') open++;
            if (character == ')' && --open == 0) break;
            bytes.Add(character);
        }
        Position++;
        return new([.. bytes], WellFormed: true);
    }

    private void ReadEscape(List<byte> bytes)
    {
        var character = (char)Peek(1);
        Position++;
        if (character is >= '0' and <= '7')
        {
            var value = 0;
            for (var count = 0; count < 3 && Peek() is >= (byte)'0' and <= (byte)'7'; count++, Position++) value = value * 8 + Peek() - '0';
            bytes.Add((byte)value);
            Position--;
            return;
        }
        var plain = "nrtbf".IndexOf(character) is >= 0 and var index ? "\n\r\t\b\f"[index] : character;
        if (plain is not ('\n' or '\r') || character is 'n' or 'r') bytes.Add((byte)plain);
    }
}
