using System.Reflection;
using System.Runtime.ExceptionServices;
using Archive.Domain;

namespace Archive.Web.Tests;

/// <summary>A store that can be made to go away, and to come back.</summary>
public class Outage : DispatchProxy
{
    private object _store = null!;
    private string _name = "";
    private Func<string, bool> _isAway = _ => false;

    /// <param name="isAway">Told the name of what is called.</param>
    internal static T Of<T>(T store, string name, Func<string, bool> isAway)
        where T : class
    {
        var proxy = Create<T, Outage>();
        var outage = (Outage)(object)proxy;
        (outage._store, outage._name, outage._isAway) = (store, name, isAway);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_isAway(targetMethod!.Name)) throw new StoreUnavailableException(_name, "it was unplugged by a test.");
        try
        {
            return targetMethod.Invoke(_store, args);
        }
        catch (TargetInvocationException wrapped)
        {
            ExceptionDispatchInfo.Throw(wrapped.InnerException!);
            throw;
        }
    }
}
