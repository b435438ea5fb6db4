using Dialogue.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Hosting.Authentication;

/// <summary>Only for members of the path's organisation with one of these roles; anybody else who is signed in gets 403.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireRoleAttribute(params string[] roles) : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public IReadOnlyList<string> AnyOf => roles;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Any member of the path's organisation.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireMemberAttribute : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Only where the path's organisation has this capability; elsewhere the page does not exist (404). Stands beside a role, never alone.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireCapabilityAttribute(string capability) : Attribute
{
    public string Capability => capability;
}

/// <summary>
/// Beside a role: also for a system of the path's organisation whose token has this scope. Everything that does not say so is shut to systems,
/// whatever else stands there.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowScopeAttribute(string scope) : Attribute
{
    public string Scope => scope;
}

/// <summary>Only for administrators of the whole system.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireSystemAdministratorAttribute : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

internal sealed class RequirementsHandler : IAuthorizationHandler
{
    /// <summary>A system's token opens what names one of its scopes, in its own organisation.</summary>
    internal static bool LetsIn(HttpContext http, CurrentUser user, CurrentTenant tenant) =>
        http.GetEndpoint()?.Metadata.GetMetadata<AllowScopeAttribute>() is { } allowed && user.May(tenant.Id, allowed.Scope);

    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (context.Resource is not HttpContext http) return Task.CompletedTask;
        var user = http.RequestServices.GetRequiredService<CurrentUser>();
        var tenant = http.RequestServices.GetRequiredService<CurrentTenant>();
        foreach (var requirement in context.PendingRequirements.ToArray())
        {
            var met = requirement switch
            {
                RequireRoleAttribute role => !tenant.Id.IsNone && (user.Has(tenant.Id, [.. role.AnyOf]) || LetsIn(http, user, tenant)),
                RequireMemberAttribute => !tenant.Id.IsNone && user.BelongsTo(tenant.Id),
                RequireSystemAdministratorAttribute => user.IsSystemAdministrator,
                _ => false,
            };
            if (met) context.Succeed(requirement);
        }
        return Task.CompletedTask;
    }
}
