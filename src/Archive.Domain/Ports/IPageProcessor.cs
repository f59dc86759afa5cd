namespace Archive.Domain.Ports;

/// <summary>
/// Works one page from master to derivatives, inside a page worker process. What the world brings (damaged images, blank pages)
/// comes back as outcomes; exceptions mean a bug or a broken environment.
/// </summary>
public interface IPageProcessor : IDisposable
{
    PageWorkResult Process(PageWork work, CancellationToken cancellation);

    /// <summary>Identifies how results are made: options, code version, library versions, model names and digests. Equal recipes give equal bytes.</summary>
    PageRecipe Recipe { get; }
}

/// <summary>The recipe of the page pipeline: a digest over <see cref="Parts"/>, which name every option, library and model with its version or digest.</summary>
public sealed record PageRecipe(Sha256Digest Digest, IReadOnlyDictionary<string, string> Parts);
