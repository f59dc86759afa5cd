using System.Xml.Linq;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Archive.Web.Http;

/// <summary>Keeps the keys of the framework's data protection in the catalog, where all nodes of the service find them.</summary>
internal sealed class SharedKeyRing(ICatalog catalog) : IConfigureOptions<KeyManagementOptions>, IXmlRepository
{
    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;

    // The framework asks from where it cannot wait otherwise, once in a day.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Task.Run(() => catalog.KeyRing.ListAsync(CancellationToken.None)).GetAwaiter().GetResult().Select(element => XElement.Parse(element.Xml))];

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() => catalog.KeyRing.AddAsync(new KeyRingElement(friendlyName, element.ToString(SaveOptions.DisableFormatting)), CancellationToken.None)).GetAwaiter().GetResult();
}
