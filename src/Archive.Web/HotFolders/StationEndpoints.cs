using Archive.Web.Access;
using Archive.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Web.HotFolders;

/// <summary>A station: a hot folder from which files go into batches by themselves.</summary>
/// <param name="Waiting">Files and folders that lie in it or are being taken.</param>
/// <param name="BatchId">The open batch that single files go into; null where the next file begins one.</param>
/// <param name="BatchName">Its name.</param>
/// <param name="Problem">What somebody has to mend, or what is waited for; null where all is well.</param>
/// <param name="LastSeenAt">When its folder was last looked through; null where that never went well.</param>
public sealed record StationShown(string Name, int Waiting, long? BatchId, string? BatchName, int RejectedToday, string? Problem, DateTimeOffset? LastSeenAt);

/// <summary>The stations of the hot folders.</summary>
internal static class StationEndpoints
{
    internal static void AddStations(this IServiceCollection services) => services.AddSingleton<StationWatch>().AddHostedService(provider => provider.GetRequiredService<StationWatch>());

    internal static void MapStations(this IEndpointRouteBuilder api) => api.MapGet("/stations", ListAsync).WithTags("Stations").RequireAuthorization(Policies.Watch);

    private static async Task<Ok<Portion<StationShown>>> ListAsync(HttpContext http, StationWatch watch)
    {
        var shown = new List<StationShown>();
        foreach (var state in watch.States)
        {
            var batch = await watch.FindBatchAsync(state.Name, http.RequestAborted);
            shown.Add(new(state.Name, state.Waiting, batch?.BatchId, batch?.Name, state.RejectedToday, state.Problem, state.LastSeenAt));
        }

        return TypedResults.Ok(new Portion<StationShown>(shown, null));
    }
}
