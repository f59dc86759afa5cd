using System.Numerics;
using Archive.Domain;

namespace Archive.Imaging.Despeckle;

/// <summary>A horizontal run of ink: row, first pixel, pixel after the last, and the component it belongs to.</summary>
public readonly record struct InkRun(int Y, int Start, int End, int Component);

/// <summary>The ink of a full-size bitonal image as runs grouped into connected components (8 neighbours), found in one pass with union-find.</summary>
public sealed class InkRuns
{
    private readonly List<InkRun> _runs = [];
    private readonly List<int> _parent = [];

    private InkRuns() { }

    public IReadOnlyList<InkRun> Runs => _runs;

    /// <summary>Bounds and area per component; a run's <see cref="InkRun.Component"/> is the index.</summary>
    public IReadOnlyList<(PixelRect Bounds, int Area)> Components { get; private set; } = [];

    public static InkRuns Of(BitonalImage image)
    {
        var ink = new InkRuns();
        var (previous, previousEnd) = (0, 0);
        for (var y = 0; y < image.Height; y++)
        {
            var first = ink._runs.Count;
            ink.ReadRow(image.Rows.AsSpan(y * image.Stride, image.Stride), image.Width, y);
            ink.Join(previous, previousEnd, first);
            (previous, previousEnd) = (first, ink._runs.Count);
        }

        ink.Gather();
        return ink;
    }

    private void ReadRow(ReadOnlySpan<byte> row, int width, int y)
    {
        var x = NextPixel(row, 0, width, ink: true);
        while (x < width)
        {
            var end = NextPixel(row, x, width, ink: false);
            _runs.Add(new(y, x, end, _parent.Count));
            _parent.Add(_parent.Count);
            x = NextPixel(row, end, width, ink: true);
        }
    }

    /// <summary>The first pixel from <paramref name="from"/> on that is ink (or is not), a byte at a time.</summary>
    private static int NextPixel(ReadOnlySpan<byte> row, int from, int width, bool ink)
    {
        if (from >= width) return width;
        var at = from / 8;
        var skip = ink ? (byte)0x00 : (byte)0xFF;
        var bits = (byte)((row[at] ^ skip) & 0xFF >> from % 8);
        if (bits == 0)
        {
            var rest = row[(at + 1)..].IndexOfAnyExcept(skip);
            if (rest < 0) return width;
            at += 1 + rest;
            bits = (byte)(row[at] ^ skip);
        }

        return Math.Min(width, at * 8 + BitOperations.LeadingZeroCount((uint)bits << 24));
    }

    private void Join(int previous, int previousEnd, int first)
    {
        for (var i = first; i < _runs.Count; i++)
        {
            var run = _runs[i];
            while (previous < previousEnd && _runs[previous].End < run.Start) previous++;
            for (var above = previous; above < previousEnd && _runs[above].Start <= run.End; above++) Unite(_runs[above].Component, run.Component);
        }
    }

    private int Find(int component)
    {
        while (_parent[component] != component) component = _parent[component] = _parent[_parent[component]];
        return component;
    }

    private void Unite(int one, int other)
    {
        (one, other) = (Find(one), Find(other));
        if (one < other) _parent[other] = one;
        else _parent[one] = other;
    }

    private void Gather()
    {
        var numbers = new int[_parent.Count];
        var components = new List<(PixelRect Bounds, int Area)>();
        for (var i = 0; i < _runs.Count; i++)
        {
            var run = _runs[i];
            var root = Find(run.Component);
            if (root == i)
            {
                numbers[i] = components.Count;
                components.Add(default);
            }

            var (bounds, area) = components[numbers[root]];
            components[numbers[root]] = (bounds.Union(new(run.Start, run.Y, run.End - run.Start, 1)), area + run.End - run.Start);
            _runs[i] = run with { Component = numbers[root] };
        }

        Components = components;
    }
}
