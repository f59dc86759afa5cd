using Archive.Domain;
using Archive.Imaging.Analysis;
using Archive.Imaging.Border;

namespace Archive.Imaging.Normalize;

/// <summary>
/// The paper's brightness over the page: a coarse grid of grey levels, smooth, with print, pictures and border left out of account.
/// </summary>
public sealed class BackgroundMap
{
    /// <summary>Side of a cell in pixels of the analysis image: about 1.5 mm, so that a fold's shadow is followed and a letter is not.</summary>
    private const int Cell = 6;

    /// <summary>Radius in cells over which dark things are bridged by the paper around them: about 9 mm.</summary>
    private const int Bridge = 6;

    /// <summary>Nothing is believed to be paper that is darker than this share of the paper about it.</summary>
    private const double DarkestPaper = 0.72;

    /// <summary>Radius in cells of "about it": about 40 mm.</summary>
    private const int Surroundings = 26;

    private BackgroundMap(int columns, int rows, byte[] levels, int cellOnPage)
    {
        (Columns, Rows, Levels, CellOnPage) = (columns, rows, levels, cellOnPage);
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Paper level per cell, 1 to 255, row by row.</summary>
    public byte[] Levels { get; }

    /// <summary>Side of a cell in pixels of the page.</summary>
    public int CellOnPage { get; }

    public static BackgroundMap Of(AnalysisImage image, BorderMask border)
    {
        var columns = (image.Width + Cell - 1) / Cell;
        var rows = (image.Height + Cell - 1) / Cell;
        var levels = new byte[columns * rows];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                levels[row * columns + column] = CellLevel(image, border, column, row);
        return new(columns, rows, Smooth(levels, columns, rows, image.PaperLevel), Cell * image.Factor);
    }

    /// <summary>
    /// The factors by which to multiply a row of page pixels (8 bits of fraction) so that paper becomes <paramref name="white"/>,
    /// interpolated between cells.
    /// </summary>
    /// <param name="y">Row on the page, from 0.</param>
    /// <param name="factors">One per pixel of the row.</param>
    public void FactorsOfRow(int y, float white, Span<int> factors)
    {
        var at = (y + 0.5f) / CellOnPage - 0.5f;
        var upper = Math.Clamp((int)MathF.Floor(at), 0, Rows - 1);
        var lower = Math.Min(upper + 1, Rows - 1);
        var weight = Math.Clamp(at - upper, 0, 1);
        var half = CellOnPage / 2;
        var left = Factor(0, upper, lower, weight, white);
        factors[..Math.Min(half, factors.Length)].Fill((int)left);
        for (var column = 0; column < Columns; column++)
        {
            var right = Factor(Math.Min(column + 1, Columns - 1), upper, lower, weight, white);
            var start = column * CellOnPage + half;
            if (start >= factors.Length) break;
            var step = (right - left) / CellOnPage;
            var part = factors[start..(column == Columns - 1 ? factors.Length : Math.Min(factors.Length, start + CellOnPage))];
            var value = left;
            for (var x = 0; x < part.Length; x++, value += step) part[x] = (int)value;
            left = right;
        }
    }

    /// <summary>The analysis image that this map was made of, with its paper even and white.</summary>
    public GrayImage Normalize(AnalysisImage image)
    {
        var pixels = new byte[image.Width * image.Height];
        var factors = new int[image.Width * image.Factor];
        for (var y = 0; y < image.Height; y++)
        {
            FactorsOfRow(y * image.Factor, 255, factors);
            for (var x = 0; x < image.Width; x++)
                pixels[y * image.Width + x] = (byte)Math.Min(255, image.Gray.Pixels[y * image.Width + x] * factors[x * image.Factor] >> 8);
        }

        return new(image.Width, image.Height, pixels);
    }

    private float Factor(int column, int upper, int lower, float weight, float white) =>
        256 * white / (Levels[upper * Columns + column] * (1 - weight) + Levels[lower * Columns + column] * weight);

    /// <summary>The level that 80 % of the cell's page pixels do not exceed: paper, as long as print covers less than four fifths of it; 0 where all is border.</summary>
    private static byte CellLevel(AnalysisImage image, BorderMask border, int column, int row)
    {
        Span<byte> values = stackalloc byte[Cell * Cell];
        var count = 0;
        for (var y = row * Cell; y < Math.Min(image.Height, (row + 1) * Cell); y++)
        {
            for (var x = column * Cell; x < Math.Min(image.Width, (column + 1) * Cell); x++)
            {
                var at = y * image.Width + x;
                if (border.Plane[at] == 0) values[count++] = image.Gray.Pixels[at];
            }
        }

        if (count < Cell) return 0;
        values = values[..count];
        values.Sort();
        return values[(int)(0.8 * (count - 1))];
    }

    private static byte[] Smooth(byte[] levels, int columns, int rows, int paperLevel)
    {
        var closed = Morphology.Erode(Morphology.Dilate(levels, columns, rows, Bridge), columns, rows, Bridge);
        var surroundings = Morphology.Blur(Morphology.Dilate(levels, columns, rows, Bridge), columns, rows, Surroundings);
        for (var i = 0; i < closed.Length; i++)
        {
            // A cell that is darker than its surroundings allow lies in a picture or under a border: the paper around it counts.
            var floor = DarkestPaper * Math.Max(surroundings[i], paperLevel / 2);
            closed[i] = Math.Max((byte)1, closed[i] < floor ? surroundings[i] : closed[i]);
        }

        return Morphology.Blur(Morphology.Blur(closed, columns, rows, 1), columns, rows, 1);
    }
}
