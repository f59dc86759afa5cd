using Archive.Domain;

namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>
/// Finds the connected pieces of ink on a page, diagonal neighbours included, that are of a size to be symbols: letters above all.
/// Works on runs of black pixels, which touch where they overlap or meet corner to corner in neighbouring rows.
/// </summary>
internal sealed class MarkFinder
{
    /// <summary>The largest width and height of a mark, pixels; a heading's letters at 600 dpi are below.</summary>
    public const int LargestSide = 255;

    /// <summary>Fewer black pixels are dust, which costs least where it lies.</summary>
    private const int LeastInk = 12;

    /// <summary>A page of more runs is a picture or noise: a dense page of text has about half of it at 600 dpi.</summary>
    private const int MostRuns = 1_000_000;

    private readonly List<Run> _runs = [];

    private MarkFinder()
    {
    }

    /// <summary>The marks in the order in which their first runs are met, row by row; none where the page is no text.</summary>
    public static List<Mark> Find(BitonalImage image)
    {
        var finder = new MarkFinder();
        return finder.CollectRuns(image) ? finder.Assemble() : [];
    }

    private bool CollectRuns(BitonalImage image)
    {
        var changes = new RowChanges(image.Width);
        var aboveStart = 0;
        for (var y = 0; y < image.Height; y++)
        {
            changes.Find(image.Rows.AsSpan(y * image.Stride, image.Stride));
            var (above, aboveEnd) = (aboveStart, _runs.Count);
            for (var i = 0; changes.Columns[i] < image.Width; i += 2) above = AddRun(y, changes.Columns[i], changes.Columns[i + 1], above, aboveEnd);
            if (_runs.Count > MostRuns) return false;
            aboveStart = aboveEnd;
        }
        return true;
    }

    /// <summary>Adds a run and joins it to those above that it touches; gives back the first of those that the next run can touch.</summary>
    private int AddRun(int y, int start, int end, int above, int aboveEnd)
    {
        var index = _runs.Count;
        _runs.Add(new(y, start, end, index));
        while (above < aboveEnd && _runs[above].End < start) above++;
        for (var touching = above; touching < aboveEnd && _runs[touching].Start <= end; touching++) Join(touching, index);
        return above;
    }

    /// <summary>The earlier of two roots becomes the root of both.</summary>
    private void Join(int one, int other)
    {
        var (first, second) = (Root(one), Root(other));
        if (first == second) return;
        var (root, child) = (Math.Min(first, second), Math.Max(first, second));
        _runs[child] = _runs[child] with { Parent = root };
    }

    private int Root(int index)
    {
        while (_runs[index].Parent is var parent && parent != index)
        {
            // Halving the way keeps later ways short.
            _runs[index] = _runs[index] with { Parent = _runs[parent].Parent };
            index = parent;
        }
        return index;
    }

    private List<Mark> Assemble()
    {
        var frames = Frames(out var pieces);
        for (var i = 0; i < pieces.Length; i++) frames[pieces[i]].Paint(_runs[i]);
        return [.. frames.Where(frame => frame.IsMark).Select(frame => frame.ToMark())];
    }

    /// <summary>The frames around connected runs, in order, and for each run the index of its own.</summary>
    private List<Frame> Frames(out int[] pieces)
    {
        var frames = new List<Frame>();
        pieces = new int[_runs.Count];
        for (var i = 0; i < _runs.Count; i++)
        {
            var root = Root(i);
            if (root == i) frames.Add(new());
            pieces[i] = root == i ? frames.Count - 1 : pieces[root];
            frames[pieces[i]].Include(_runs[i]);
        }
        return frames;
    }

    private readonly record struct Run(int Y, int Start, int End, int Parent);

    /// <summary>A piece's bounding box; its bitmap, where it is of a size.</summary>
    private sealed class Frame
    {
        private int _left = int.MaxValue, _top = int.MaxValue, _right, _bottom, _ink;
        private ulong[]? _words;

        public bool IsMark => _ink >= LeastInk && _right - _left <= LargestSide && _bottom - _top <= LargestSide;

        public void Include(Run run)
        {
            (_left, _right) = (Math.Min(_left, run.Start), Math.Max(_right, run.End));
            (_top, _bottom) = (Math.Min(_top, run.Y), Math.Max(_bottom, run.Y + 1));
            _ink += run.End - run.Start;
        }

        public void Paint(Run run)
        {
            if (!IsMark) return;
            var wordsPerRow = Shape.WordsFor(_right - _left);
            _words ??= new ulong[wordsPerRow * (_bottom - _top)];
            Shape.Blacken(_words.AsSpan((run.Y - _top) * wordsPerRow, wordsPerRow), run.Start - _left, run.End - _left);
        }

        public Mark ToMark() => new(_left, _top, new(_right - _left, _bottom - _top, _words!));
    }
}
