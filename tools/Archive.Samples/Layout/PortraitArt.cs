using System.Globalization;
using Archive.Samples.Randomness;

namespace Archive.Samples.Layout;

/// <summary>Invented faces: flat portraits with soft shading, such as a passport photograph becomes once scanned.</summary>
public static class PortraitArt
{
    private static readonly string[] _skins = ["#e3b994", "#c99a73", "#a9774f", "#f0cdb0", "#8a5a3b"];
    private static readonly string[] _hairs = ["#2a211c", "#4a3527", "#15130f", "#6e4f33", "#8d8a86"];
    private static readonly string[] _clothes = ["#2f3b52", "#5b2c33", "#3c4a3a", "#6d6f75", "#1f1f24", "#7a5c3e"];
    private static readonly string[] _backgrounds = ["#dfe6ea", "#e9e6df", "#cfd8de", "#f0f0ee"];

    /// <param name="id">Tells the gradients of several portraits on a page apart.</param>
    /// <param name="width">Millimetres; the height is 9/7 of it (35 × 45 mm).</param>
    public static void Draw(PageCanvas canvas, double x, double y, double width, bool female, string id, Rng rng)
    {
        var (skin, hair, cloth) = (rng.Pick(_skins), rng.Pick(_hairs), rng.Pick(_clothes));
        var (face, brow) = (rng.Between(0.19, 0.225), rng.Between(-0.01, 0.02));
        var scale = width * 1000;
        canvas.Element(string.Create(CultureInfo.InvariantCulture, $"""
            <defs><radialGradient id="skin{id}" cx="0.42" cy="0.4" r="0.75"><stop offset="0" stop-color="{skin}"/><stop offset="1" stop-color="#6b4630"/></radialGradient>
            <linearGradient id="wall{id}" x2="1" y2="1"><stop offset="0" stop-color="{rng.Pick(_backgrounds)}"/><stop offset="1" stop-color="#b4bcc2"/></linearGradient>
            <clipPath id="frame{id}"><rect width="1" height="1.2857"/></clipPath></defs>
            <g transform="translate({PageCanvas.Um(x)} {PageCanvas.Um(y)}) scale({scale:F0})"><g clip-path="url(#frame{id})">
            <rect width="1" height="1.2857" fill="url(#wall{id})"/>
            {(female ? $"<path d=\"M{0.5 - face - 0.07:F3} 1.05q-0.05-0.75 {face + 0.07:F3}-0.76q{face + 0.12:F3} 0.01 {face + 0.07:F3} 0.76z\" fill=\"{hair}\"/>" : "")}
            <path d="M0.06 1.3q0.02-0.3 0.3-0.34l0.28 0q0.28 0.04 0.3 0.34z" fill="{cloth}"/>
            <path d="M0.42 0.78l0.16 0 0.02 0.2-0.1 0.08-0.1-0.08z" fill="url(#skin{id})"/>
            <ellipse cx="0.5" cy="0.6" rx="{face:F3}" ry="{face * 1.38:F3}" fill="url(#skin{id})"/>
            <path d="M{0.5 - face - 0.012:F3} 0.56q0-0.27 {face + 0.012:F3}-0.28q{face + 0.012:F3} 0.01 {face + 0.012:F3} 0.28q-0.05-0.13-0.14-0.16q-0.12 0.05-{2 * face - 0.11:F3}0q-0.05 0.04-0.055 0.16z" fill="{hair}"/>
            <path d="M0.38 {0.54 + brow:F3}q0.04-0.03 0.085 0M0.535 {0.54 + brow:F3}q0.045-0.03 0.085 0" stroke="{hair}" stroke-width="0.014" fill="none"/>
            <ellipse cx="0.425" cy="0.585" rx="0.028" ry="0.014" fill="#f4f1ec"/><ellipse cx="0.575" cy="0.585" rx="0.028" ry="0.014" fill="#f4f1ec"/>
            <circle cx="0.426" cy="0.585" r="0.013" fill="#2b2320"/><circle cx="0.576" cy="0.585" r="0.013" fill="#2b2320"/>
            <path d="M0.5 0.59l-0.022 0.1q0.02 0.015 0.046 0" stroke="#7a4f38" stroke-width="0.008" fill="none"/>
            <path d="M0.44 0.76q0.06 {rng.Between(0.005, 0.035):F3} 0.12 0" stroke="#8a4a45" stroke-width="0.018" fill="none"/>
            </g></g>
            """));
        canvas.Box(x, y, width, width * 9 / 7, 0.15, "#8a8a8a");
    }
}
