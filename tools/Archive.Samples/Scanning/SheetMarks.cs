using Archive.Samples.Randomness;

namespace Archive.Samples.Scanning;

/// <summary>Darkens the light plane where folds, a staple or the ink of the other side are.</summary>
internal static class SheetMarks
{
    /// <summary>Fold lines: a dark crease with a lighter flank, uneven along its length.</summary>
    public static void Fold(LightPlane light, SheetGeometry sheet, int folds, Rng rng)
    {
        var across = folds switch { 0 => Array.Empty<double>(), 1 => [0.5], _ => [1 / 3.0, 2 / 3.0] };
        foreach (var share in across) Crease(light, sheet, sheet.SheetHeight * share + rng.Between(-2, 2), vertical: false, rng);
        if (folds >= 3) Crease(light, sheet, sheet.SheetWidth / 2 + rng.Between(-2, 2), vertical: true, rng);
    }

    /// <summary>The shadow of a staple, 12 mm long, aslant in the top left corner.</summary>
    public static void Staple(LightPlane light, SheetGeometry sheet, Rng rng)
    {
        var (u0, v0, angle) = (rng.Between(7, 10), rng.Between(7, 10), rng.Between(-0.9, -0.6));
        var (sin, cos) = Math.SinCos(angle);
        Patch(light, sheet, u0, v0, 9, (u, v) =>
        {
            var along = cos * (u - u0) + sin * (v - v0);
            var off = -sin * (u - u0) + cos * (v - v0);
            if (Math.Abs(along) > 6) return 1;
            var wire = Math.Abs(off) < 0.28 ? 0.45 + 0.9 * Math.Abs(off) : 1;
            var shadow = 1 - 0.35 * Math.Exp(-(off - 0.5) * (off - 0.5) / 0.25);
            return Math.Min(wire, shadow);
        });
    }

    /// <summary>The other side's ink, mirrored, blurred by the paper's thickness.</summary>
    /// <param name="strength">Share of light taken where the other side is fully inked, 0 to 1.</param>
    public static void ShowThrough(LightPlane light, SheetGeometry sheet, CoverageMap back, double strength)
    {
        var step = sheet.Step;
        for (var y = 0; y < light.Height; y++)
        {
            var (u, v) = sheet.ToSheet(0, y);
            for (var x = 0; x < light.Width; x++, u += step.U, v += step.V)
            {
                var coverage = back.At(sheet.SheetWidth - u, v);
                if (coverage > 0) light.Multiply(x, y, 1 - strength * coverage);
            }
        }
    }

    private static void Crease(LightPlane light, SheetGeometry sheet, double position, bool vertical, Rng rng)
    {
        var (depth, phase) = (rng.Between(0.1, 0.22), rng.Between(0, 6));
        var length = vertical ? sheet.SheetHeight : sheet.SheetWidth;
        for (var y = 0; y < light.Height; y++)
        {
            var (u0, v0) = sheet.ToSheet(0, y);
            var step = sheet.Step;
            var (first, last) = vertical
                ? Columns(light, (position - u0 - 2) / step.U, (position - u0 + 2) / step.U)
                : Math.Abs(step.V) < 1e-9 ? Columns(light, 0, Math.Abs(v0 - position) < 2 ? light.Width : 0)
                : Columns(light, (position - v0 - 2) / step.V, (position - v0 + 2) / step.V);
            for (var x = first; x < last; x++)
            {
                var (u, v) = (u0 + x * step.U, v0 + x * step.V);
                var (along, across) = vertical ? (v, u) : (u, v);
                if (along < 0 || along > length) continue;
                var off = across - position - 0.25 * Math.Sin(along / 31 + phase);
                var local = depth * (0.65 + 0.35 * Math.Sin(along / 7 + phase) * Math.Sin(along / 2.3));
                light.Multiply(x, y, 1 - local * Math.Exp(-off * off / 0.02) + 0.04 * Math.Exp(-(off - 0.5) * (off - 0.5) / 0.15));
            }
        }
    }

    private static (int First, int Last) Columns(LightPlane light, double a, double b) =>
        ((int)Math.Clamp(Math.Min(a, b), 0, light.Width), (int)Math.Clamp(Math.Max(a, b), 0, light.Width));

    /// <summary>Applies a share of light, given by sheet millimetres, in a square about a sheet point.</summary>
    private static void Patch(LightPlane light, SheetGeometry sheet, double u0, double v0, double reach, Func<double, double, double> share)
    {
        var (cx, cy) = sheet.ToImage(u0, v0);
        var radius = reach * sheet.PixelsPerMillimetre;
        for (var y = (int)Math.Max(0, cy - radius); y < Math.Min(light.Height, cy + radius); y++)
            for (var x = (int)Math.Max(0, cx - radius); x < Math.Min(light.Width, cx + radius); x++)
            {
                var (u, v) = sheet.ToSheet(x, y);
                light.Multiply(x, y, share(u, v));
            }
    }
}
