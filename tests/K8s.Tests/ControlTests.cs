namespace Dialogue.K8s.Tests;

/// <summary>Each check, shown a copy with one thing wrong, says so.</summary>
public sealed class ControlTests
{
    [Theory]
    [InlineData("local", "containerPort: 8080", "containerPrt: 8080", "'\"containerPrt\"' does not exist")] // unknown
    [InlineData("local", "maxReplicas: 2", "mostReplicas: 2", "'\"mostReplicas\"' does not exist")]
    [InlineData("local", "containerPort: 8080", "containerPort: http", "'string' is not assignable to type 'number'")] // of another type
    [InlineData("local", "pathType: Prefix", "propagationPolicy: Prefix", "'\"propagationPolicy\"' does not exist")]
    [InlineData("local", "  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: dialogue-identity\n", "", "'\"scaleTargetRef\"' is missing")] // required
    [InlineData("local", "kind: PodDisruptionBudget", "kind: PodDisruptionBudgets", "IPodDisruptionBudgets")] // no such kind
    [InlineData("local", "apiVersion: policy/v1", "apiVersion: policy/v2", "nothing is known of policy/v2")]
    [InlineData("production", "instances: 3", "instance: 3", "'\"instance\"' does not exist")]
    [InlineData("production", "replicas: 3", "replica: 3", "'\"replica\"' does not exist")]
    public Task An_object_of_another_form_is_found(string overlay, string text, string instead, string said) => Found(async m => await Types.Check(m), overlay, text, instead, said);

    [Theory]
    [InlineData("- petitions\n", "- petition\n", "dialogue-petitions is labelled petitions and runs petition")]
    [InlineData("- --address\n", "- --adress\n", "--adress is not known")]
    [InlineData("- migrate\n", "- run\n", "not one job that migrates")]
    public Task A_target_that_the_program_has_not_is_found(string text, string instead, string said) => Found(Checks.Targets, "local", text, instead, said);

    [Theory]
    [InlineData("runAsNonRoot: true", "runAsNonRoot: false", "may run as root")]
    [InlineData("runAsUser: 1654", "runAsUser: 0", "may run as root")]
    [InlineData("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "may write")]
    [InlineData("type: RuntimeDefault", "type: Unconfined", "seccomp")]
    [InlineData("            - ALL", "            - NET_RAW", "capabilities")]
    [InlineData("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", "gain rights")]
    [InlineData("automountServiceAccountToken: false", "automountServiceAccountToken: true", "token")]
    [InlineData("mountPath: /tmp", "mountPath: /temp", "nowhere to write")]
    [InlineData("cpu: 100m", "gpu: 1", "what it needs")]
    public Task A_pod_that_may_more_is_found(string text, string instead, string said) => Found(Checks.Pods, "local", text, instead, said);

    [Theory]
    [InlineData("path: /health/ready", "path: /ready", "does not ask /health/ready")]
    [InlineData("livenessProbe:", "liveProbe:", "no livenessProbe")]
    [InlineData("            path: /health/live\n            port: http", "            path: /health/live\n            port: web", "a port web")]
    public Task A_probe_that_asks_nobody_is_found(string text, string instead, string said) => Found(Checks.Probes, "local", text, instead, said);

    [Theory]
    [InlineData("targetPort: http", "targetPort: web", "nothing listens on web")]
    [InlineData("    kind: Deployment\n    name: dialogue-petitions", "    kind: Deployment\n    name: dialogue-petition", "scales nothing")]
    [InlineData("  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/component: planning", "  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/component: plans", "protects nothing")]
    [InlineData("  selector:\n    app.kubernetes.io/component: reporting", "  selector:\n    app.kubernetes.io/component: reports", "leads to 0 kinds of pods")]
    [InlineData("        matchLabels:\n          dialogue/data: rabbitmq", "        matchLabels:\n          dialogue/data: broker", "selects no pod")]
    [InlineData("    ports:\n    - port: 8080", "    ports:\n    - port: 80", "on which nothing listens")]
    [InlineData("            name: dialogue-gateway\n", "            name: gateway\n", "which is no service")]
    [InlineData("key: postgres\n", "key: database\n", "which is not there")]
    [InlineData("rabbitmq: dialogue-rabbitmq\n", "rabbitmq: rabbit\n", "is no service")]
    [InlineData("  namespace: dialogue\n", "  namespace: default\n", "in no namespace of its own")]
    public Task A_reference_to_nothing_is_found(string text, string instead, string said) => Found(Checks.References, "local", text, instead, said);

    [Theory]
    [InlineData("DIALOGUE_HOSTS: doi-thoai.example", "DIALOGUE_HOSTS: dialogue.example", "other hosts")]
    [InlineData("DIALOGUE_ISSUER: https://doi-thoai.example", "DIALOGUE_ISSUER: https://dialogue.example", "issuer")]
    public Task A_domain_that_differs_is_found(string text, string instead, string said) => Found(Checks.Domain, "production", text, instead, said);

    [Theory]
    [InlineData("max_connections: \"1000\"", "max_connections: \"200\"", "PostgreSQL has 200")]
    [InlineData("max_connections: \"1000\"", "max_connections: \"900\"", "PostgreSQL has 900")] // what requests share counts too
    [InlineData("maxReplicas: 4", "maxReplicas: 40", "may be asked for")]
    public Task More_connections_than_there_are_is_found(string text, string instead, string said) => Found(Checks.Connections, "production", text, instead, said);

    [Theory]
    [InlineData("DIALOGUE_LOG:", "DIALOGUE_LOGS:", "nobody reads DIALOGUE_LOGS")]
    [InlineData("Identity__FirstAdministratorPassword", "Identity__FirstPassword", "nobody reads Identity__FirstPassword")]
    [InlineData("DOTNET_GCgen0size", "DOTNET_GCgen0Sise", "nobody reads DOTNET_GCgen0Sise")]
    [InlineData("- name: DIALOGUE_BROKER", "- name: DIALOGUE_RABBIT", "needs DIALOGUE_BROKER")]
    [InlineData("- name: KeyRing__Secrets__0", "- name: KeyRing__Secret__0", "nobody reads KeyRing__Secret__0")]
    [InlineData("- name: KeyRing__Secrets__0", "- name: KeyRing__Secrets__2", "needs KeyRing__Secrets__0")]
    [InlineData("$(APP_PASSWORD)", "$(APP_SECRET)", "not set above it")]
    [InlineData("DIALOGUE_SERVICES:", "DIALOGUE_SERVICE:", "needs DIALOGUE_SERVICES")]
    public Task A_variable_that_nobody_reads_or_sets_is_found(string text, string instead, string said) => Found(Variables.Check, "local", text, instead, said);

    [Theory]
    [InlineData("  name: nothing\n  namespace: dialogue\nspec:\n  podSelector: {}", "  name: nothing\n  namespace: dialogue\nspec:\n  podSelector:\n    matchLabels:\n      of: nobody", "everywhere → gateway", false)]
    [InlineData("          dialogue/kind: gateway\n", "          app.kubernetes.io/name: dialogue\n", "planning → petitions 8080", false)] // only one end opened: still closed
    [InlineData("          app.kubernetes.io/component: identity\n", "          dialogue/kind: service\n", "planning → identity 8080", true)]
    [InlineData("    - ipBlock:\n        cidr: 0.0.0.0/0\n        except:\n", "    - namespaceSelector:\n        matchLabels:\n          kubernetes.io/metadata.name: mail\n      because:\n", "notifications → mail 587", true)]
    public async Task The_arrows_are_read_from_both_ends(string text, string instead, string arrow, bool there)
    {
        var changed = (await Manifests.Of("local")).With(text, instead);
        Assert.Equal(there, Network.Arrows(changed).Contains(arrow));
        if (there || arrow.StartsWith("everywhere", StringComparison.Ordinal)) return;
        Assert.DoesNotContain(arrow, Network.Arrows(await Manifests.Of("local")));
    }

    [Fact]
    public async Task An_overlay_whose_patch_hits_nothing_is_not_rendered()
    {
        Assert.SkipWhen(Tools.Kustomize is null, "kustomize is not here");
        var copy = Directory.CreateTempSubdirectory("dialogue-k8s-");
        try
        {
            foreach (var file in Directory.GetFiles(Path.Combine(Tools.Root, "k8s"), "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(copy.FullName, Path.GetRelativePath(Path.Combine(Tools.Root, "k8s"), file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }
            var kustomization = Path.Combine(copy.FullName, "base", "petitions", "kustomization.yaml");
            await File.WriteAllTextAsync(kustomization, (await File.ReadAllTextAsync(kustomization)).Replace("args/1", "args/71", StringComparison.Ordinal));

            await Assert.ThrowsAsync<InvalidOperationException>(() => Manifests.Render(Path.Combine(copy.FullName, "overlays", "local")));
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static Task Found(Func<Manifests, IEnumerable<string>> check, string overlay, string text, string instead, string said) =>
        Found(m => Task.FromResult<IReadOnlyList<string>>([.. check(m)]), overlay, text, instead, said);

    private static async Task Found(Func<Manifests, Task<IReadOnlyList<string>>> check, string overlay, string text, string instead, string said)
    {
        var complaints = await check((await Manifests.Of(overlay)).With(text, instead));
        Assert.Contains(complaints, c => c.Contains(said, StringComparison.Ordinal));
    }
}
