using Archive.Domain.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Tests.Access;

/// <summary>Who may call what: every route of the running service against everybody.</summary>
public sealed class RoleTableTests : IAsyncLifetime
{
    private TestService _service = null!;

    /// <summary>
    /// A column for each caller: nobody, a person without role, operator, caseworker, archivist, auditor, administrator, somebody with all roles and
    /// a one-time password, and keys to search, read and export on behalf of a person with all roles. + is let in; L is sent to log in (401);
    /// - is refused (403).
    /// </summary>
    private const string Table =
        """
        GET /health/live                                        + + + + + + + + + + +
        GET /health/ready                                       + + + + + + + + + + +
        GET /metrics                                            + + + + + + + + + + +
        GET /api/v1/openapi.json                                + + + + + + + + + + +
        GET /api/v1/session                                     L + + + + + + + - - -
        POST /api/v1/session                                    + + + + + + + + + + +
        DELETE /api/v1/session                                  L + + + + + + + - - -
        POST /api/v1/session/password                           L + + + + + + + - - -
        POST /api/v1/session/second-factor                      L + + + + + + - - - -
        PUT /api/v1/session/second-factor                       L + + + + + + - - - -
        DELETE /api/v1/session/second-factor                    L + + + + + + - - - -
        GET /api/v1/accounts                                    L - - - - - + - - - -
        POST /api/v1/accounts                                   L - - - - - + - - - -
        GET /api/v1/accounts/{id:long}                          L - - - - - + - - - -
        PUT /api/v1/accounts/{id:long}                          L - - - - - + - - - -
        POST /api/v1/accounts/{id:long}/password                L - - - - - + - - - -
        DELETE /api/v1/accounts/{id:long}/second-factor         L - - - - - + - - - -
        DELETE /api/v1/accounts/{id:long}/lock                  L - - - - - + - - - -
        GET /api/v1/accounts/names                              L - - - + - - - - - -
        GET /api/v1/api-keys                                    L - - - - - + - - - -
        POST /api/v1/api-keys                                   L - - - - - + - - - -
        DELETE /api/v1/api-keys/{id:long}                       L - - - - - + - - - -
        GET /api/v1/audit                                       L - - - - + - - - - -
        GET /api/v1/audit/export                                L - - - - + - - - - -
        POST /api/v1/audit/verification                         L - - - - + - - - - -
        GET /api/v1/audit/readers                               L - - - - + - - - - -
        GET /api/v1/search                                      L - - + + - - - + - -
        GET /api/v1/files                                       L - + + + - - - - + -
        GET /api/v1/files/{file}                                L - + + + - - - - + -
        POST /api/v1/files/{file}/purpose                       L - + + + - - - - + -
        GET /api/v1/files/{file}/pages/{number:int}/text        L - + + + - - - - + -
        GET /api/v1/files/{file}/hits                           L - - + + - - - + - -
        GET /api/v1/files/{file}/pdf                            L - - + + - - - - - +
        GET /api/v1/files/{file}/access                         L - - - + - - - - - -
        PUT /api/v1/files/{file}/access                         L - - - + - - - - - -
        PUT /api/v1/files/{file}/case                           L - - - + - - - - - -
        GET /api/v1/files/{file}/grants                         L - - - + - - - - - -
        PUT /api/v1/files/{file}/grants/{account}               L - - - + - - - - - -
        DELETE /api/v1/files/{file}/grants/{account}            L - - - + - - - - - -
        GET /api/v1/operations/status                           L - - - - - + - - - -
        GET /api/v1/operations/history                          L - - - - - + - - - -
        GET /api/v1/batches                                     L - + - - - - - - - -
        POST /api/v1/batches                                    L - + - - - - - - - -
        GET /api/v1/batches/{id:long}                           L - + - - - - - - - -
        PUT /api/v1/batches/{id:long}                           L - + - - - - - - - -
        GET /api/v1/batches/{id:long}/sources                   L - + - - - - - - - -
        GET /api/v1/batches/{id:long}/pages                     L - + - - - - - - - -
        POST /api/v1/batches/{id:long}/arrangement              L - + - - - - - - - -
        POST /api/v1/batches/{id:long}/approve                  L - + - - - - - - - -
        POST /api/v1/batches/{id:long}/release                  L - + - - - - - - - -
        GET /api/v1/batches/{id:long}/events                    L - + - - - - - - - -
        POST /api/v1/batches/{id:long}/sources/{ordinal:int}/take L - + - - - - - - - -
        POST /api/v1/batches/{id:long}/uploads                  L - + - - - - - - - -
        HEAD /api/v1/uploads/{upload}                           L - + - - - - - - - -
        PATCH /api/v1/uploads/{upload}                          L - + - - - - - - - -
        DELETE /api/v1/uploads/{upload}                         L - + - - - - - - - -
        GET /api/v1/samples                                     L - + - + - - - - - -
        POST /api/v1/samples/{id:long}                          L - + - + - - - - - -
        GET /api/v1/samples/drift                               L - + - + - - - - - -
        GET /api/v1/scanners                                    L - + - - - - - - - -
        GET /api/v1/batches/{id:long}/scans                     L - + - - - - - - - -
        POST /api/v1/batches/{id:long}/scans                    L - + - - - - - - - -
        GET /api/v1/batches/{id:long}/scans/{scan}              L - + - - - - - - - -
        DELETE /api/v1/batches/{id:long}/scans/{scan}           L - + - - - - - - - -
        GET /api/v1/stations                                    L - + - - - + - - - -
        GET /api/v1/operations/jobs                             L - - - - - + - - - -
        POST /api/v1/operations/jobs/{name}                     L - - - - - + - - - -
        GET /iiif/3/{page}                                      L - + + + - - - - + -
        GET /iiif/3/{page}/info.json                            L - + + + - - - - + -
        GET /iiif/3/{page}/{region}/{size}/{rotation}/{picture} L - + + + - - - - + -
        GET /iiif/presentation/3/{file}/manifest                L - + + + - - - - + -
        GET /iiif/search/2/{file}                               L - - + + - - - + - -
        """;

    private static readonly IReadOnlyDictionary<string, string> Expected = Table.Split('\n').Select(line => line.Trim())
        .ToDictionary(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2]), line => string.Concat(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..]));

    public async Task InitializeAsync() => _service = await TestService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public void Routes_OfTheService_AreAllInTheTable() => Assert.Equal(Expected.Keys.Order(StringComparer.Ordinal), Routes().Select(route => route.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Routes_OfTheService_HaveOnePolicyOrAreOpenAndSaySo()
    {
        foreach (var (name, endpoint) in Routes())
        {
            var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) Assert.True(policies.Count == 0 && Expected[name][0] == '+', name);
            else Assert.True(policies is [{ Policy.Length: > 0 }], name);
        }
    }

    [Fact]
    public async Task Request_ByEverybodyToEveryRoute_IsAnsweredAsTheTableSays()
    {
        var callers = await CallersAsync();
        var wrong = new List<string>();
        foreach (var (route, expected) in Expected)
        {
            var seen = string.Concat(await Task.WhenAll(callers.Select(async caller => Verdict(await AskAsync(await caller(), route)))));
            if (seen != expected) wrong.Add($"{route}: expected {expected}, was {seen}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Request_OneTimePassword_IsToldToChangeItAndMayLeave()
    {
        var newcomer = await _service.PersonAsync("newcomer", Roles.Caseworker, mustChangePassword: true);
        (await newcomer.GetAsync("/api/v1/files")).IsProblem(403, "passwordChangeNeeded");
        (await newcomer.DeleteAsync("/api/v1/session")).Is(204);
        (await newcomer.GetAsync("/api/v1/session")).IsProblem(401, "logInNeeded");
    }

    private IEnumerable<(string Name, RouteEndpoint Endpoint)> Routes() => _service.Routes.SelectMany(
        endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method => ($"{method} {Path(endpoint)}", endpoint)));

    private static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    private async Task<IReadOnlyList<Func<Task<Visitor>>>> CallersAsync()
    {
        const Roles all = Roles.Operator | Roles.Caseworker | Roles.Archivist | Roles.Auditor | Roles.Administrator;
        var callers = new List<Func<Task<Visitor>>> { () => Task.FromResult(_service.Nobody) };
        foreach (var role in new[] { Roles.None, Roles.Operator, Roles.Caseworker, Roles.Archivist, Roles.Auditor, Roles.Administrator })
        {
            var account = await _service.AddAsync($"with-{role}".ToLowerInvariant(), role);
            callers.Add(() => _service.LogInAsync(account));
        }

        var newcomer = await _service.AddAsync("newcomer", all, mustChangePassword: true);
        callers.Add(() => _service.LogInAsync(newcomer));
        var owner = await _service.AddAsync("owner", all);
        foreach (var scope in new[] { "search", "read", "export" })
        {
            var key = await _service.SystemAsync($"may-{scope}", owner, [scope]);
            callers.Add(() => Task.FromResult(key));
        }

        return callers;
    }

    /// <summary>With values that lead to nothing: whoever is let in gets 400, 404 or an empty list, and changes nothing.</summary>
    private static Task<Answer> AskAsync(Visitor caller, string route)
    {
        var (method, pattern) = (route.Split(' ')[0], route.Split(' ')[1]);
        var path = pattern.Replace("{id:long}", "999", StringComparison.Ordinal).Replace("{number:int}", "1", StringComparison.Ordinal).Replace("{ordinal:int}", "0", StringComparison.Ordinal)
            .Replace("{file}", "F99999999", StringComparison.Ordinal).Replace("{page}", "F99999999-p1", StringComparison.Ordinal).Replace("{upload}", "nothing", StringComparison.Ordinal).Replace("{name}", "nothing", StringComparison.Ordinal).Replace("{account}", "nobody", StringComparison.Ordinal).Replace("{scan}", "nothing", StringComparison.Ordinal)
            .Replace("{region}/{size}/{rotation}/{picture}", "full/max/0/default.jpg", StringComparison.Ordinal);
        if (pattern.EndsWith("search", StringComparison.Ordinal) || pattern.EndsWith("hits", StringComparison.Ordinal)) path += "?q=word";
        return caller.SendAsync(new(method), path, method is "GET" or "HEAD" ? null : "{}");
    }

    private static string Verdict(Answer answer) => answer.Status switch
    {
        401 => "L",
        403 => "-",
        >= 500 => $"({answer.Status})",
        _ => "+",
    };
}
