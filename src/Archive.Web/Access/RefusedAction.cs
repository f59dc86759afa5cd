using Archive.Domain.Audit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Access;

/// <summary>What a request that is not let through would have done, by the policy of its endpoint: whoever looks for refused exports finds them.</summary>
internal static class RefusedAction
{
    internal static AuditAction Of(RouteEndpoint endpoint, string method)
    {
        var (route, isReading) = (endpoint.RoutePattern.RawText ?? "", HttpMethods.IsGet(method) || HttpMethods.IsHead(method));
        return endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy switch
        {
            Policies.Search => AuditAction.Search,
            Policies.Export => AuditAction.Export,
            Policies.Audit => route.EndsWith("/export", StringComparison.Ordinal) ? AuditAction.Export : AuditAction.Search,
            Policies.Read when route.Contains("{number", StringComparison.Ordinal) || route.Contains("{picture", StringComparison.Ordinal) => AuditAction.ReadPage,
            Policies.Read => AuditAction.ReadFile,
            Policies.Capture or Policies.Judge or Policies.Arrange => isReading ? AuditAction.ReadFile : AuditAction.Change,
            _ => AuditAction.Administer,
        };
    }
}
