using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Pipeline.Workers.Protocol;

/// <summary>One line from host to worker.</summary>
/// <param name="Traceparent">The span that the page's spans belong into, in the form of W3C Trace Context; null where the page is not traced.</param>
public sealed record WorkerRequest(int Id, PageWork Work, string? Traceparent);

/// <summary>
/// One line from worker to host. The first, with id 0, carries <see cref="Recipe"/> (ready) or <see cref="Error"/> (cannot start);
/// each later one answers the request of its id with <see cref="Result"/> or <see cref="Error"/>.
/// </summary>
/// <param name="Spans">What was measured of a page that is traced; null of others.</param>
public sealed record WorkerAnswer(int Id, PageRecipe? Recipe, PageWorkResult? Result, WorkerError? Error, IReadOnlyList<WorkerSpan>? Spans = null);

/// <summary>What went wrong in a worker that is still able to say so.</summary>
public sealed record WorkerError(WorkerErrorKind Kind, string Message);

/// <summary>How the host must take an error: the page's own, or the machine's.</summary>
public enum WorkerErrorKind
{
    /// <summary>A bug met on this page; the page's fault as far as the batch is concerned.</summary>
    Fault,

    /// <summary>Memory could not be had for this page.</summary>
    OutOfMemory,

    /// <summary>The disk is full: no page will fare better.</summary>
    NoSpace,

    /// <summary>A library or model is missing: no page will fare better.</summary>
    Environment,
}
