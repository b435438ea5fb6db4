using Dialogue.Data;
using Dialogue.Hosting.Authentication;
using Dialogue.Hosting.Duties;
using Dialogue.Hosting.Papers;
using Dialogue.Hosting.Problems;
using Dialogue.Hosting.Telemetry;
using Dialogue.Hosting.Tenancy;
using Dialogue.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Dialogue.Hosting;

public static class ServiceDefaults
{
    /// <summary>What every process needs, gateway or services: clocks, databases, key ring, legal day, health.</summary>
    public static void AddProcessDefaults(this IHostApplicationBuilder builder, DatabaseOptions databases)
    {
        var services = builder.Services;
        services.AddSingleton(databases);
        services.TryAddSingleton<Databases>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LegalClock>();
        services.AddSingleton<LegalDay>();
        services.AddHostedService(provider => provider.GetRequiredService<LegalDay>());
        services.AddSingleton<IHearsChanges>(provider => provider.GetRequiredService<LegalDay>());
        services.TryAddSingleton<Changes>();
        services.AddHostedService(provider => provider.GetRequiredService<Changes>());
        services.AddDataProtection().SetApplicationName("dialogue");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options =>
            {
                options.XmlRepository = new KeyRing(provider.GetRequiredService<Databases>());
                if (provider.GetRequiredService<KeyRingSecrets>() is { Any: true } secrets) options.XmlEncryptor = new KeyRingEncryptor(secrets);
            }));
        services.AddSingleton<KeyRingSecrets>();
        services.AddHealthChecks();
        builder.AddTelemetry();
    }

    /// <summary>What the services' application needs on top: tokens, tenants, problems.</summary>
    public static void AddServiceDefaults(this IHostApplicationBuilder builder, Authority authority)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddSingleton<OrganisationDirectory>();
        services.AddSingleton<IHearsChanges>(provider => provider.GetRequiredService<OrganisationDirectory>());
        services.AddSingleton(authority);
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<IRemembers>(provider => provider.GetRequiredService<AccessTokens>());
        services.AddSingleton<JustDone>();
        services.AddAuthentication(BearerHandler.Name).AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, null);
        services.AddSingleton<IAuthorizationHandler, RequirementsHandler>();
        // What says nothing about who may use it is for nobody; a test finds it.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        services.AddScoped<PaperDesk>();
        services.AddScoped<MatterPapers>();
        services.AddScoped<Signers>();
        services.AddProblemDetails();
        services.AddExceptionHandler<RuleBrokenHandler>();
    }

    /// <summary>Routing, tenant, user, who may: in this order, the same for every service.</summary>
    public static void UseServiceDefaults(this WebApplication app)
    {
        app.UseRouting();
        app.UseTenant();
        app.UseAuthentication();
        app.Use((http, next) =>
        {
            if (http.GetEndpoint() is null)
            {
                // Nothing is there for anybody: not found, rather than forbidden by the fallback policy.
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }
            // A route is there, though not for such a content type (415) or method (405). Routing's own answer to that names nobody who may have it,
            // and the fallback policy would make it a 403. What anybody has mapped is a RouteEndpoint and goes on.
            if (http.GetEndpoint() is { Metadata.Count: 0, RequestDelegate: { } refuse } and not RouteEndpoint) return refuse(http);
            var user = http.RequestServices.GetRequiredService<CurrentUser>();
            TokenClaims.Fill(user, http.User);
            var tenant = http.RequestServices.GetRequiredService<CurrentTenant>();
            if (user.IsSystem && !RequirementsHandler.LetsIn(http, user, tenant))
            {
                http.Response.StatusCode = StatusCodes.Status403Forbidden;
                http.Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
                return Task.CompletedTask;
            }
            foreach (var required in http.GetEndpoint()?.Metadata.GetOrderedMetadata<RequireCapabilityAttribute>() ?? [])
                if (!tenant.Can(required.Capability))
                {
                    http.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                }
            http.RequestServices.GetRequiredService<JustDone>().Listen(http);
            return next(http);
        });
        app.UseAuthorization();
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => "ok").AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", async (Databases databases, IServiceProvider services, CancellationToken cancellationToken) =>
        {
            try
            {
                return await Waits(databases, services, cancellationToken) is { } waits
                    ? Results.Text(waits, statusCode: 503) : Results.Text($"ok, legal day {services.GetRequiredService<LegalClock>().Today:yyyy-MM-dd}");
            }
            catch (Npgsql.NpgsqlException)
            {
                return Results.Text("database", statusCode: 503);
            }
        }).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>What this process still waits for before it may serve; null when it is ready.</summary>
    internal static async Task<string?> Waits(Databases databases, IServiceProvider services, CancellationToken cancellationToken)
    {
        // A service that does not yet know the organisations and the calendar would compute wrong dates: it is not ready.
        var schemas = services.GetServices<ServiceSchema>().Select(s => s.Name).ToList();
        var known = schemas.Select(s => $"(select exists (select from {s}.organisations) and exists (select from {s}.calendar_years))");
        await using var command = databases.App.CreateCommand($"select {string.Join(" and ", known.DefaultIfEmpty("true"))}");
        return await command.ExecuteScalarAsync(cancellationToken) is true ? null : "waiting for organisations and calendar";
    }
}
