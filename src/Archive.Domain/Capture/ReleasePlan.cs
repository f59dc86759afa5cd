namespace Archive.Domain.Capture;

/// <summary>What stands in the way of a batch's release.</summary>
public enum ReleaseObstacle
{
    /// <summary>It is released or put aside already.</summary>
    Over,

    /// <summary>The operator has not said that everything is fed.</summary>
    StillOpen,
    PagesInWork,

    /// <summary>The sheets are not declared.</summary>
    SheetsUndeclared,

    /// <summary>Declared and fed sheets differ.</summary>
    NotBalanced,

    /// <summary>A flag was not answered.</summary>
    FlagsOpen,

    /// <summary>There is no page for any file.</summary>
    NothingToRelease,

    /// <summary>Somebody else has to have found it fit for release.</summary>
    SecondLookNeeded,
}

/// <summary>A document within a file: the page that it begins with, from 1, and its type.</summary>
public sealed record PlannedDocument(int FirstPage, string? Type);

/// <summary>A personal file that a release makes.</summary>
/// <param name="Pages">Ids of its pages, in order.</param>
public sealed record PlannedFile(string Name, CaseNumber? Case, IReadOnlyList<long> Pages, IReadOnlyList<PlannedDocument> Documents);

/// <summary>How the pages of a batch become personal files: in their order, a file or document beginning where the operator said so.</summary>
/// <param name="AllPages">Every page of the batch: a release that finds another number is refused.</param>
public sealed record ReleasePlan(IReadOnlyList<PlannedFile> Files, int AllPages, BatchQuality Quality)
{
    /// <summary>Ids of the pages that somebody is to look at once more.</summary>
    public IReadOnlyList<long> Samples { get; init; } = [];

    public static ReleasePlan Of(CaptureBatch batch, IReadOnlyList<CapturedPage> pages)
    {
        var files = new List<PlannedFile>();
        foreach (var page in pages.Where(page => page.Arrangement.Disposition == PageDisposition.Image).OrderBy(page => page.Arrangement.Position).ThenBy(page => page.Page.Number))
        {
            var how = page.Arrangement;
            if (files.Count == 0 || how.Starts == PageStart.File) files.Add(new(how.Case?.ToString() ?? Name(batch, files.Count), how.Case, new List<long>(), new List<PlannedDocument>()));
            var (ids, documents) = ((List<long>)files[^1].Pages, (List<PlannedDocument>)files[^1].Documents);
            ids.Add(page.Page.Id);
            if (how.Starts != PageStart.Nothing || documents.Count == 0) documents.Add(new(ids.Count, how.DocumentType));
        }

        return new(files, pages.Count, BatchQuality.Of(pages));
    }

    /// <summary>Everything that stands in the way, all at once.</summary>
    public static IReadOnlyList<ReleaseObstacle> Obstacles(CaptureBatch batch, IReadOnlyList<CapturedPage> pages, SheetAccount account)
    {
        if (batch.Stage is CaptureStage.Released or CaptureStage.SetAside) return [ReleaseObstacle.Over];
        var obstacles = new List<ReleaseObstacle>();
        if (!batch.IsClosed) obstacles.Add(ReleaseObstacle.StillOpen);
        if (pages.Any(page => page.Page.State != PageState.Finished)) obstacles.Add(ReleaseObstacle.PagesInWork);
        if (account.Expected is null) obstacles.Add(ReleaseObstacle.SheetsUndeclared);
        else if (!account.Balances) obstacles.Add(ReleaseObstacle.NotBalanced);
        if (pages.Any(page => page.IsOpen)) obstacles.Add(ReleaseObstacle.FlagsOpen);
        if (account.Images == 0) obstacles.Add(ReleaseObstacle.NothingToRelease);
        return obstacles;
    }

    /// <summary>Draws pages of the plan to be looked at once more, each with the same chance; at least one where a share is wanted at all.</summary>
    /// <param name="share">0 to 1.</param>
    public ReleasePlan WithSamples(double share, Random random)
    {
        var pages = Files.SelectMany(file => file.Pages).ToArray();
        if (share <= 0 || pages.Length == 0) return this;
        random.Shuffle(pages);
        return this with { Samples = pages[..Math.Min(pages.Length, (int)Math.Ceiling(pages.Length * share))] };
    }

    private static string Name(CaptureBatch batch, int before) => before == 0 ? batch.Name : $"{batch.Name} ({before + 1})";
}
