using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace Archive.Web.Http;

/// <summary>Who is believed about whose request it passes on, and whether that came by TLS.</summary>
internal static class Proxies
{
    /// <summary>The machine itself, and what the options name.</summary>
    /// <exception cref="FormatException">A name is neither an address nor a network.</exception>
    internal static ForwardedHeadersOptions Believed(string? proxies)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            // As many as are known one behind the other: the first that is not known is the caller.
            ForwardLimit = null,
        };
        foreach (var proxy in (proxies ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (proxy.Contains('/', StringComparison.Ordinal)) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            else options.KnownProxies.Add(IPAddress.Parse(proxy));
        }

        return options;
    }

    /// <summary>Whether the option names addresses and networks alone.</summary>
    internal static bool AreValid(string? proxies)
    {
        try
        {
            _ = Believed(proxies);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
