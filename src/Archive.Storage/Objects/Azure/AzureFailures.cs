using System.Globalization;
using System.Net.Sockets;
using Archive.Domain;
using Azure;

namespace Archive.Storage.Objects.Azure;

/// <summary>
/// Words for what the service does wrong. The library's own messages are left out: they quote the answer's body and headers, and with refused
/// signatures these may carry parts of a key or SAS. Status, code and request number are what the account's logs are searched by.
/// </summary>
internal sealed class AzureFailures(Uri container)
{
    // Scheme, host, port and path; the query is where a SAS stands.
    private readonly string _place = container.GetLeftPart(UriPartial.Path);

    internal StoreUnavailableException Unavailable(string problem, Exception? inner = null) => new("object store", $"{_place} {problem}.", inner);

    internal StoreUnavailableException TooSlow(TimeSpan limit) =>
        Unavailable(string.Create(CultureInfo.InvariantCulture, $"gave no whole answer within {limit.TotalSeconds:0.#} s"));

    internal StoreUnavailableException Of(Exception error) => Last(error) switch
    {
        RequestFailedException { Status: > 0 } answer => Unavailable(Explain(answer)),
        OperationCanceledException => Unavailable("did not answer in time"),
        InvalidDataException => Unavailable("is answered by something that is not the Blob service"),
        var last => Network(last.GetBaseException()),
    };

    private StoreUnavailableException Network(Exception cause) => cause is SocketException or IOException or HttpRequestException
        ? Unavailable($"cannot be reached or breaks off ({cause.Message.TrimEnd('.')})", cause)
        : Unavailable($"gives an answer that makes no sense ({cause.GetType().Name})");

    private static string Explain(RequestFailedException answer) => answer switch
    {
        { Status: 401 or 403 } => $"refuses access ({Name(answer)}); check the key or SAS, its permissions and term, and this machine's clock",
        { ErrorCode: "ContainerNotFound" } => "does not exist; was the container deleted?",
        _ => $"answers {Name(answer)}",
    };

    private static string Name(RequestFailedException answer)
    {
        var request = answer.GetRawResponse()?.Headers.RequestId;
        return $"{answer.Status} {answer.ErrorCode ?? "without a code"}{(request is null ? "" : $", request {request}")}";
    }

    /// <summary>Of the failures of several attempts the last one.</summary>
    private static Exception Last(Exception error) => error is AggregateException { InnerExceptions: [.., var last] } ? Last(last) : error;
}
