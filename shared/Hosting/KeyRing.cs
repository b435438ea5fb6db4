using System.Xml.Linq;
using Dialogue.Data;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Dialogue.Hosting;

/// <summary>Data-protection keys in PostgreSQL, so that every process and replica reads what another has protected.</summary>
internal sealed class KeyRing(Databases databases) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = databases.App.CreateCommand("select value from public.installation where key like 'key-%' order by key");
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read()) elements.Add(XElement.Parse(reader.GetString(0)));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = databases.App.CreateCommand("insert into public.installation (key, value) values ($1, $2) on conflict do nothing");
        command.Parameters.Add(new() { Value = $"key-{friendlyName}" });
        command.Parameters.Add(new() { Value = element.ToString(SaveOptions.DisableFormatting) });
        command.ExecuteNonQuery();
    }
}
