namespace Archive.Domain.Access;

/// <summary>An element of the service's key ring (a key or a revocation), as ASP.NET Core's data protection writes it.</summary>
public sealed record KeyRingElement(string FriendlyName, string Xml);
