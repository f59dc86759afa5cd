namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>
/// The probability estimation of the arithmetic coder (ITU-T T.88, table E.1). A context's state is one byte: the table's index
/// times two, plus the more probable symbol. A context starts at state 0.
/// </summary>
internal static class MqStates
{
    /// <summary>Qe, next index after a more probable symbol, after a less probable one, and whether the sense switches, as the table prints them.</summary>
    private static readonly (ushort Qe, byte NextMps, byte NextLps, bool Switches)[] Rows =
    [
        (0x5601, 1, 1, true), (0x3401, 2, 6, false), (0x1801, 3, 9, false), (0x0AC1, 4, 12, false),
        (0x0521, 5, 29, false), (0x0221, 38, 33, false), (0x5601, 7, 6, true), (0x5401, 8, 14, false),
        (0x4801, 9, 14, false), (0x3801, 10, 14, false), (0x3001, 11, 17, false), (0x2401, 12, 18, false),
        (0x1C01, 13, 20, false), (0x1601, 29, 21, false), (0x5601, 15, 14, true), (0x5401, 16, 14, false),
        (0x5101, 17, 15, false), (0x4801, 18, 16, false), (0x3801, 19, 17, false), (0x3401, 20, 18, false),
        (0x3001, 21, 19, false), (0x2801, 22, 19, false), (0x2401, 23, 20, false), (0x2201, 24, 21, false),
        (0x1C01, 25, 22, false), (0x1801, 26, 23, false), (0x1601, 27, 24, false), (0x1401, 28, 25, false),
        (0x1201, 29, 26, false), (0x1101, 30, 27, false), (0x0AC1, 31, 28, false), (0x09C1, 32, 29, false),
        (0x08A1, 33, 30, false), (0x0521, 34, 31, false), (0x0441, 35, 32, false), (0x02A1, 36, 33, false),
        (0x0221, 37, 34, false), (0x0141, 38, 35, false), (0x0111, 39, 36, false), (0x0085, 40, 37, false),
        (0x0049, 41, 38, false), (0x0025, 42, 39, false), (0x0015, 43, 40, false), (0x0009, 44, 41, false),
        (0x0005, 45, 42, false), (0x0001, 45, 43, false), (0x5601, 46, 46, false),
    ];

    /// <summary>By state: Qe in the high half, below it a byte with the state after a more probable symbol and one with that after a less probable one.</summary>
    public static readonly uint[] Transitions = [.. Enumerable.Range(0, 2 * Rows.Length).Select(Transition)];

    private static uint Transition(int state)
    {
        var (row, mps) = (Rows[state >> 1], state & 1);
        var (afterMps, afterLps) = (2 * row.NextMps + mps, 2 * row.NextLps + (row.Switches ? 1 - mps : mps));
        return (uint)(row.Qe << 16 | afterMps << 8 | afterLps);
    }
}
