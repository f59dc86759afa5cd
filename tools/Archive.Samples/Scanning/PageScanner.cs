using Archive.Samples.Randomness;
using Archive.Samples.Rendering;

namespace Archive.Samples.Scanning;

/// <summary>Makes of a drawing the picture that an office scanner would take of the sheet it is printed on.</summary>
public static class PageScanner
{
    private const double HoleRadius = 3, HoleInset = 12, HolePitch = 80;

    /// <param name="drawing">SVG elements in sheet micrometres.</param>
    /// <param name="back">What is on the other side, where it shows through.</param>
    public static Raster Scan(string drawing, SheetGeometry sheet, ScanConditions conditions, CoverageMap? back, Rng rng)
    {
        // The renderer is a process of its own: the light is laid out meanwhile.
        var rendering = Task.Run(() => SvgRenderer.Render(sheet.Document(drawing)));
        var light = new LightPlane(sheet.Width, sheet.Height, conditions.UnevenLight, rng.Fork("light"));
        SheetMarks.Fold(light, sheet, conditions.Folds, rng.Fork("folds"));
        if (conditions.Staple) SheetMarks.Staple(light, sheet, rng.Fork("staple"));
        if (back is not null && conditions.ShowThrough > 0) SheetMarks.ShowThrough(light, sheet, back, conditions.ShowThrough);

        var image = new Raster(sheet.Width, sheet.Height);
        var ink = rendering.GetAwaiter().GetResult();
        for (var y = 0; y < sheet.Height; y++) ComposeRow(image, y, ink, light, conditions);
        CoverOutside(image, sheet, conditions);
        PunchOut(image, sheet, conditions);
        Optics.AddNoise(image, conditions.Noise, rng.Fork("grain"));
        Optics.Blur(image, conditions.Blur);
        Optics.AddNoise(image, conditions.Noise * 0.6, rng.Fork("sensor"));
        return QuarterTurns.Turn(image, conditions.Turn);
    }

    private static void ComposeRow(Raster image, int y, InkLayer ink, LightPlane light, ScanConditions conditions)
    {
        var strength = (int)Math.Round(conditions.InkStrength * 257);
        var (red, green, blue) = conditions.Paper;
        var gains = light.Row(y);
        var drops = ink.Pixels.AsSpan(4 * image.Width * y, 4 * image.Width);
        var row = image.Pixels.AsSpan(3 * image.Width * y, 3 * image.Width);
        for (int x = 0, d = 0, p = 0; x < gains.Length; x++, d += 4, p += 3)
        {
            // Coverage in 1/65535: 255 * 257.
            var cover = drops[d + 3] * strength;
            int gain = gains[x];
            row[p] = Shade(red, drops[d], cover, gain);
            row[p + 1] = Shade(green, drops[d + 1], cover, gain);
            row[p + 2] = Shade(blue, drops[d + 2], cover, gain);
        }
    }

    private static byte Shade(int paper, int inkColour, int cover, int gain)
    {
        // Ink darkens: where the ink's colour is lighter than the paper it takes the paper's.
        var mixed = cover == 0 ? paper : paper + (Math.Min(inkColour, paper) - paper) * cover / 65535;
        return (byte)Math.Min(255, mixed * gain >> 10);
    }

    /// <summary>Beside the sheet the lid shows; a white one with a soft shadow along the sheet's edge.</summary>
    private static void CoverOutside(Raster image, SheetGeometry sheet, ScanConditions conditions)
    {
        var step = sheet.Step;
        var lightLid = conditions.Lid.Green > 128;
        for (var y = 0; y < sheet.Height; y++)
        {
            var (u, v) = sheet.ToSheet(0, y);
            for (var x = 0; x < sheet.Width; x++, u += step.U, v += step.V)
            {
                var inside = Math.Min(Math.Min(u, sheet.SheetWidth - u), Math.Min(v, sheet.SheetHeight - v));
                if (inside > 0.1)
                {
                    // No edge is nearer than this: skip to where the sheet may end.
                    var skip = (int)(inside * sheet.PixelsPerMillimetre) - 2;
                    if (skip > 0) (x, u, v) = (x + skip, u + skip * step.U, v + skip * step.V);
                    continue;
                }
                var shadow = lightLid ? 1 - 0.45 * Math.Exp(Math.Min(inside, 0) / 0.9) : 1;
                Blend(image, x, y, conditions.Lid, shadow, Math.Clamp(0.5 - inside * sheet.PixelsPerMillimetre, 0, 1));
            }
        }
    }

    private static void PunchOut(Raster image, SheetGeometry sheet, ScanConditions conditions)
    {
        var count = conditions.Holes switch { PunchHoles.Two => 2, PunchHoles.Four => 4, _ => 0 };
        for (var hole = 0; hole < count; hole++)
        {
            var v0 = sheet.SheetHeight / 2 + (hole - (count - 1) / 2.0) * HolePitch;
            var (cx, cy) = sheet.ToImage(HoleInset, v0);
            var radius = HoleRadius * sheet.PixelsPerMillimetre;
            for (var y = (int)Math.Max(0, cy - radius - 2); y < Math.Min(sheet.Height, cy + radius + 2); y++)
                for (var x = (int)Math.Max(0, cx - radius - 2); x < Math.Min(sheet.Width, cx + radius + 2); x++)
                {
                    var inside = radius - Math.Sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy));
                    var shadow = 1 - 0.4 * Math.Exp(-Math.Max(0, inside) / 5) * (x + y < cx + cy ? 1 : 0.3);
                    Blend(image, x, y, conditions.Lid, shadow, Math.Clamp(inside + 0.5, 0, 1));
                }
        }
    }

    private static void Blend(Raster image, int x, int y, Rgb colour, double shadow, double cover)
    {
        var pixel = image.Pixels.AsSpan(3 * (y * image.Width + x), 3);
        pixel[0] = (byte)Math.Round(pixel[0] + (colour.Red * shadow - pixel[0]) * cover);
        pixel[1] = (byte)Math.Round(pixel[1] + (colour.Green * shadow - pixel[1]) * cover);
        pixel[2] = (byte)Math.Round(pixel[2] + (colour.Blue * shadow - pixel[2]) * cover);
    }
}
