namespace Archive.Recognition.Alto;

/// <summary>Names of ALTO 4.4 (Library of Congress, alto-4-4.xsd) that writer and reader share.</summary>
internal static class AltoFormat
{
    internal const string Version = "4.4";

    internal const string NamespaceName = "http://www.loc.gov/standards/alto/ns-v4#";
}
