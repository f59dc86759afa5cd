using Archive.Domain;

namespace Archive.Imaging.Despeckle;

/// <summary>What counts as a speck.</summary>
public sealed record DespeckleOptions
{
    /// <summary>
    /// Ink no larger than this in both directions is a speck anywhere, millimetres: a third of the dot of a 6-point i (0.25 mm), so dots,
    /// macrons, cedillas and commas stay.
    /// </summary>
    public double Anywhere { get; init; } = 0.14;

    /// <summary>Ink no larger than this in both directions is a speck where nothing larger is near, millimetres.</summary>
    public double Alone { get; init; } = 0.34;

    /// <summary>How far "near" is, millimetres: further than a diacritic or a full stop from its letter.</summary>
    public double Near { get; init; } = 2;
}

/// <summary>Removes specks of dust and noise from a bitonal page.</summary>
public sealed class Despeckler(DespeckleOptions options)
{
    /// <summary>Cleans the image in place and returns how many specks were removed.</summary>
    public int Clean(BitonalImage image, Dpi dpi)
    {
        var ink = InkRuns.Of(image);
        var (anywhere, alone) = (Side(options.Anywhere, dpi), Side(options.Alone, dpi));
        var near = new NearInk(image, ink, alone, Math.Max(2, dpi.ToPixels(new(options.Near))));
        var speck = new bool[ink.Components.Count];
        for (var i = 0; i < speck.Length; i++)
        {
            var bounds = ink.Components[i].Bounds;
            var side = Math.Max(bounds.Width, bounds.Height);
            speck[i] = side <= anywhere || side <= alone && !near.HasLetters(bounds);
        }

        foreach (var run in ink.Runs)
            if (speck[run.Component]) Erase(image, run);
        return speck.Count(value => value);
    }

    private static int Side(double millimetres, Dpi dpi) => Math.Max(1, dpi.ToPixels(new(millimetres)));

    private static void Erase(BitonalImage image, InkRun run)
    {
        for (var x = run.Start; x < run.End; x++) image.Rows[run.Y * image.Stride + x / 8] &= (byte)~(0x80 >> x % 8);
    }

    /// <summary>A coarse grid that tells whether something larger than a speck lies in or next to a cell.</summary>
    private sealed class NearInk
    {
        private readonly int _cell, _columns, _rows;
        private readonly bool[] _occupied;

        public NearInk(BitonalImage image, InkRuns ink, int largestSpeck, int cell)
        {
            (_cell, _columns, _rows) = (cell, image.Width / cell + 1, image.Height / cell + 1);
            _occupied = new bool[_columns * _rows];
            var large = ink.Components.Select(part => Math.Max(part.Bounds.Width, part.Bounds.Height) > largestSpeck).ToArray();
            foreach (var run in ink.Runs)
            {
                if (!large[run.Component]) continue;
                for (var column = run.Start / cell; column <= (run.End - 1) / cell; column++) _occupied[run.Y / cell * _columns + column] = true;
            }
        }

        public bool HasLetters(PixelRect bounds)
        {
            for (var row = Math.Max(0, bounds.Y / _cell - 1); row <= Math.Min(_rows - 1, bounds.Bottom / _cell + 1); row++)
                for (var column = Math.Max(0, bounds.X / _cell - 1); column <= Math.Min(_columns - 1, bounds.Right / _cell + 1); column++)
                    if (_occupied[row * _columns + column]) return true;
            return false;
        }
    }
}
