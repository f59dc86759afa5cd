using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Archive.Storage.Tests.LiveServerFramework", "Archive.Storage.Tests")]

namespace Archive.Storage.Tests;

/// <summary>Marks tests that need a server which the machine may not have: they exist where an environment variable names one, and only there.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsServerAttribute(string variable) : Attribute
{
    public string Variable { get; } = variable;
}

/// <summary>
/// xunit 2 cannot skip inherited facts while it runs, and a test that returns early would count as passed. So tests of a server that is not named
/// are not discovered at all; where one is named, they run, and fail if it does not answer.
/// </summary>
public sealed class LiveServerFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assemblyInfo) => new Discoverer(assemblyInfo, SourceInformationProvider, DiagnosticMessageSink);

    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) => new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    /// <summary>True where the class needs no server, or one that is named.</summary>
    public static bool IsRunnable(Type type) =>
        type.GetCustomAttribute<NeedsServerAttribute>() is not { Variable: var variable } || !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable));

    private sealed class Discoverer(IAssemblyInfo assembly, ISourceInformationProvider source, IMessageSink messages) : XunitTestFrameworkDiscoverer(assembly, source, messages)
    {
        protected override bool IsValidTestClass(ITypeInfo type) => base.IsValidTestClass(type) && (type is not IReflectionTypeInfo { Type: var own } || IsRunnable(own));
    }

    private sealed class Executor(AssemblyName name, ISourceInformationProvider source, IMessageSink messages) : XunitTestFrameworkExecutor(name, source, messages)
    {
        protected override ITestFrameworkDiscoverer CreateDiscoverer() => new Discoverer(AssemblyInfo, SourceInformationProvider, DiagnosticMessageSink);
    }
}
