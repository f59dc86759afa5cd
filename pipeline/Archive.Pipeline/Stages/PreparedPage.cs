using Archive.Domain;
using Archive.Imaging.Tone;
using Archive.Recognition.Reading;

namespace Archive.Pipeline.Stages;

/// <summary>A page made ready for reading and encoding: upright, deskewed, its paper white.</summary>
/// <param name="Page">Native images and transform; owned by whoever called the preparation.</param>
/// <param name="Normalized">The page in normalized grey at full resolution.</param>
/// <param name="Orientation">Null where nothing on the page could tell which way is up.</param>
/// <param name="Skew">Null where no angle was found.</param>
/// <param name="Probe">What the probe lines read like; null where there were none.</param>
public sealed record PreparedPage(
    UprightPage Page, GrayImage Normalized, PageTone Tone, PageOrientation? Orientation, PageSkew? Skew, ProbeResult? Probe);
