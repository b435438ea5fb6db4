using Dialogue.Kernel;
using Microsoft.AspNetCore.Http;

namespace Dialogue.Web;

/// <summary>What an organisation of a person's other memberships is called on the screen.</summary>
internal static class OrganisationNames
{
    /// <summary>Without a name at hand, its slug.</summary>
    public static string Of(HttpContext http, Membership membership) => membership.Slug;
}
