using System.Text;
using Archive.Samples.Fonts;

namespace Archive.Samples.Layout;

/// <summary>Writes SVG path data in whole micrometres, relative where that is shorter.</summary>
internal sealed class SvgPath
{
    private readonly StringBuilder _data = new();
    private int _x, _y;

    public bool IsEmpty => _data.Length == 0;

    public override string ToString() => _data.ToString();

    /// <summary>Adds an outline, each point mapped to page millimetres by <paramref name="place"/>.</summary>
    public void Add(IReadOnlyList<OutlinePoint[]> contours, Func<OutlinePoint, (double X, double Y)> place)
    {
        foreach (var contour in contours)
            if (contour.Length > 1) AddContour(contour, place);
    }

    public void MoveTo((double X, double Y) point) => Command('M', Round(point), relative: false);

    public void LineTo((double X, double Y) point) => Command('l', Round(point), relative: true);

    public void CurveTo((double X, double Y) control, (double X, double Y) end) => Quadratic(Round(control), Round(end));

    /// <summary>Quadratic contours (ISO/IEC 14496-22): between two off-curve points lies an on-curve point halfway.</summary>
    private void AddContour(OutlinePoint[] contour, Func<OutlinePoint, (double X, double Y)> place)
    {
        var count = contour.Length;
        var first = Array.FindIndex(contour, p => p.OnCurve);
        var start = first >= 0 ? contour[first] : Middle(contour[0], contour[^1]);
        if (first < 0) first = count - 1;
        MoveTo(place(start));
        for (var i = 1; i <= count; i++)
        {
            var point = contour[(first + i) % count];
            if (point.OnCurve)
            {
                if (i < count) LineTo(place(point));
                continue;
            }
            var next = i == count ? start : contour[(first + i + 1) % count];
            if (i + 1 >= count) next = start;
            var end = next.OnCurve ? next : Middle(point, next);
            CurveTo(place(point), place(end));
            if (next.OnCurve) i++;
        }
        _data.Append('z');
    }

    private static OutlinePoint Middle(OutlinePoint a, OutlinePoint b) => new((a.X + b.X) / 2, (a.Y + b.Y) / 2, true);

    private static (int X, int Y) Round((double X, double Y) point) => ((int)Math.Round(point.X * 1000), (int)Math.Round(point.Y * 1000));

    private void Command(char command, (int X, int Y) to, bool relative)
    {
        _data.Append(command);
        if (relative) Pair(to.X - _x, to.Y - _y);
        else Pair(to.X, to.Y);
        (_x, _y) = to;
    }

    private void Quadratic((int X, int Y) control, (int X, int Y) end)
    {
        _data.Append('q');
        Pair(control.X - _x, control.Y - _y);
        _data.Append(' ');
        Pair(end.X - _x, end.Y - _y);
        (_x, _y) = end;
    }

    private void Pair(int x, int y) => _data.Append(x).Append(y < 0 ? "" : " ").Append(y);
}
