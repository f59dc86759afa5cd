using Archive.Domain;
using Archive.Domain.Ports;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace Archive.Web.Http;

/// <summary>What callers are told when something does not work (RFC 9457), each kind with a code that programs can rely on.</summary>
internal static class Problems
{
    internal const string TooLarge = "tooLarge";

    internal static ProblemHttpResult Of(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>Not there, or not for the one who asks: the same answer.</summary>
    internal static ProblemHttpResult NotFound() => Of(StatusCodes.Status404NotFound, "notFound", "There is no such thing here.");

    internal static ProblemHttpResult ChangedMeanwhile() =>
        Of(StatusCodes.Status412PreconditionFailed, "changedMeanwhile", "Somebody else changed this meanwhile. Load it again, then make your change.");

    internal static ProblemHttpResult NoVersion() =>
        Of(StatusCodes.Status428PreconditionRequired, "versionNeeded", "Say in If-Match which version you are changing.");

    /// <summary>What the framework answers without a word, as for JSON that is none.</summary>
    internal static ProblemHttpResult OfStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => Of(status, "badRequest", "The request is not of the form that is described for it."),
        StatusCodes.Status404NotFound => NotFound(),
        StatusCodes.Status405MethodNotAllowed => Of(status, "wrongMethod", "This is not to be had by this method."),
        StatusCodes.Status413PayloadTooLarge => Of(status, TooLarge, "The request is larger than the server takes."),
        StatusCodes.Status415UnsupportedMediaType => Of(status, "notJson", "Send JSON, and say so in Content-Type."),
        _ => Of(status, "refused", "The server does not take this request."),
    };

    /// <summary>Values that are out of their range, by field.</summary>
    internal static ProblemHttpResult Invalid(string code, IDictionary<string, string[]> errors) => TypedResults.Problem(
        "Some values are not right.", statusCode: StatusCodes.Status422UnprocessableEntity, extensions: new Dictionary<string, object?> { ["code"] = code, ["errors"] = errors });

    internal static ProblemHttpResult Invalid(string field, string error) => Invalid("invalid", new Dictionary<string, string[]> { [field] = [error] });
}

/// <summary>The one table from exceptions to problems. What is not in it is a bug: the caller learns no more than that, the log has the rest.</summary>
internal sealed class ExceptionProblems(ILogger<ExceptionProblems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellation)
    {
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var (status, code, detail) = Of(exception);
        if (status == StatusCodes.Status500InternalServerError) log.Bug(exception.GetType().Name, http.GetEndpoint()?.DisplayName ?? "no endpoint", exception.StackTrace ?? "");
        if (status == StatusCodes.Status503ServiceUnavailable) http.Response.Headers.RetryAfter = "5";
        await Problems.Of(status, code, detail).ExecuteAsync(http);
        return true;
    }

    private static (int Status, string Code, string Detail) Of(Exception exception) => exception switch
    {
        SearchSyntaxException syntax => (StatusCodes.Status422UnprocessableEntity, "syntax", syntax.Message),
        StoreUnavailableException away => (StatusCodes.Status503ServiceUnavailable, "storeUnavailable", $"The {away.Store} is not available just now. Nothing is lost; try again in a moment."),
        StorageFullException => (StatusCodes.Status507InsufficientStorage, "storageFull", "There is no room left on the server's disk. Nothing that was acknowledged is lost."),
        FileNotFoundException => (StatusCodes.Status500InternalServerError, "objectLost", "A stored object of this page or file is missing. It was written down for the administrator."),
        BadHttpRequestException bad => (bad.StatusCode, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problems.TooLarge : "badRequest", bad.Message),
        _ => (StatusCodes.Status500InternalServerError, "unexpected", "Something went wrong on the server. It was written down; nothing was changed."),
    };
}
