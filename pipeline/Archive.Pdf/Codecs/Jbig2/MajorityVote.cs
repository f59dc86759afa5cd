namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>
/// Makes the pattern that is closest to many marks at once: black where more than half of them are. It is cleaner than any of them, so
/// that each differs less from it than from another mark.
/// </summary>
internal static class MajorityVote
{
    /// <summary>The pattern, cut to its ink; the old one where there is no majority anywhere.</summary>
    public static Shape Take(Shape old, List<MarkMember> members)
    {
        if (members.Count < 3) return old;
        var frame = MarkFrame.Around(old, members);
        var votes = new int[frame.Width * frame.Height];
        foreach (var (mark, alignment) in members)
            Count(mark.Shape, votes.AsSpan((-alignment.Dy - frame.Top) * frame.Width - alignment.Dx - frame.Left), frame.Width);
        return Cut(votes, frame.Width, members.Count) ?? old;
    }

    private static void Count(Shape shape, Span<int> votes, int width)
    {
        for (var y = 0; y < shape.Height; y++)
            for (var x = 0; x < shape.Width; x += 64)
            {
                var place = y * width + x;
                for (var ink = shape.Window(x, y); ink != 0; ink <<= 1, place++)
                    if (ink >> 63 != 0) votes[place]++;
            }
    }

    private static Shape? Cut(int[] votes, int width, int voters)
    {
        var (left, top, right, bottom) = (width, int.MaxValue, 0, 0);
        for (var place = 0; place < votes.Length; place++)
        {
            if (2 * votes[place] <= voters) continue;
            var (y, x) = Math.DivRem(place, width);
            (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x + 1), Math.Min(top, y), y + 1);
        }
        if (right == 0) return null;
        var wordsPerRow = Shape.WordsFor(right - left);
        var words = new ulong[wordsPerRow * (bottom - top)];
        for (var y = top; y < bottom; y++)
            for (var x = left; x < right; x++)
                if (2 * votes[y * width + x] > voters) Shape.Blacken(words.AsSpan((y - top) * wordsPerRow, wordsPerRow), x - left, x - left + 1);
        return new(right - left, bottom - top, words);
    }
}
