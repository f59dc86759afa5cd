using Archive.Domain.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Web.Access;

/// <summary>Who may do what. An endpoint has exactly one of these, or is open to everybody and says so.</summary>
internal static class Policies
{
    /// <summary>Anybody who is logged in and has no one-time password any more.</summary>
    internal const string Person = "person";

    /// <summary>Anybody who is logged in, with a one-time password too: to change it, to leave.</summary>
    internal const string Newcomer = "newcomer";

    internal const string Search = "search", Read = "read", Export = "export", Capture = "capture", Watch = "watch", Judge = "judge", Arrange = "arrange", Audit = "audit", Administer = "administer";

    /// <summary>The roles that a policy asks for, one of them at least.</summary>
    internal static IReadOnlyDictionary<string, Roles> RolesOf { get; } = new Dictionary<string, Roles>
    {
        [Search] = Roles.Caseworker | Roles.Archivist,
        [Read] = Roles.Caseworker | Roles.Archivist | Roles.Operator,
        [Export] = Roles.Caseworker | Roles.Archivist,
        [Capture] = Roles.Operator,
        // Whether the stations feed; who set them up must see it too.
        [Watch] = Roles.Operator | Roles.Administrator,
        // Of somebody else's work; an operator too.
        [Judge] = Roles.Operator | Roles.Archivist,
        [Arrange] = Roles.Archivist,
        [Audit] = Roles.Auditor,
        [Administer] = Roles.Administrator,
    };

    /// <summary>What keys of other systems may be let do.</summary>
    internal static readonly string[] Scopes = [Search, Read, Export];

    internal static void AddPolicies(this IServiceCollection services)
    {
        var builder = services.AddAuthorizationBuilder();
        builder.AddPolicy(Newcomer, policy => policy.RequireAuthenticatedUser().RequireClaim(SessionHandler.PersonClaim));
        builder.AddPolicy(Person, policy => policy.RequireAuthenticatedUser().RequireClaim(SessionHandler.PersonClaim).AddRequirements(new OwnPassword()));
        foreach (var (name, roles) in RolesOf)
        {
            string[] allowed = [.. Enum.GetValues<Roles>().Where(role => role != Roles.None && roles.HasFlag(role)).Select(role => role.ToString())];
            builder.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireRole(allowed).AddRequirements(new OwnPassword(), new Scope(name)));
        }

        // An endpoint without a policy of its own is closed.
        builder.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        services.AddSingleton<IAuthorizationHandler, OwnPasswordHandler>();
        services.AddSingleton<IAuthorizationHandler, ScopeHandler>();
    }

    /// <summary>The password is known to its owner alone.</summary>
    internal sealed class OwnPassword : IAuthorizationRequirement;

    /// <summary>A key of another system was made for this; people need no scope.</summary>
    internal sealed record Scope(string Name) : IAuthorizationRequirement;

    private sealed class OwnPasswordHandler : AuthorizationHandler<OwnPassword>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OwnPassword requirement)
        {
            if (!context.User.HasClaim(SessionHandler.OneTimePasswordClaim, "")) context.Succeed(requirement);
            return Task.CompletedTask;
        }
    }

    private sealed class ScopeHandler : AuthorizationHandler<Scope>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Scope requirement)
        {
            if (context.User.HasClaim(SessionHandler.PersonClaim, "") || context.User.HasClaim(SessionHandler.ScopeClaim, requirement.Name)) context.Succeed(requirement);
            return Task.CompletedTask;
        }
    }
}
