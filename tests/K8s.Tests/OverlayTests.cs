namespace Dialogue.K8s.Tests;

/// <summary>Every overlay, rendered as a cluster would get it.</summary>
public sealed class OverlayTests
{
    public static TheoryData<string> Overlays => [.. Manifests.Overlays];

    [Theory, MemberData(nameof(Overlays))]
    public async Task Every_object_is_of_its_kind_with_all_that_is_required_and_nothing_unknown(string overlay) => Assert.Empty(await Types.Check(await Manifests.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public async Task Every_target_of_the_program_is_run_once(string overlay) => Assert.Empty(Checks.Targets(await Manifests.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public async Task No_pod_may_more_than_it_must(string overlay) => Assert.Empty(Checks.Pods(await Manifests.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public async Task Every_pod_is_asked_how_it_is(string overlay) => Assert.Empty(Checks.Probes(await Manifests.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public async Task What_is_referred_to_is_there(string overlay) => Assert.Empty(Checks.References(await Manifests.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public async Task Every_organisation_has_its_host_name(string overlay) => Assert.Empty(Checks.Domain(await Manifests.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public async Task All_pools_at_their_most_fit_into_PostgreSQL(string overlay) => Assert.Empty(Checks.Connections(await Manifests.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public async Task Every_variable_is_read_and_every_needed_one_is_set(string overlay) => Assert.Empty(Variables.Check(await Manifests.Of(overlay)));

    [Theory, MemberData(nameof(Overlays))]
    public async Task The_network_lets_pass_what_the_houses_arrows_say_and_nothing_else(string overlay)
    {
        var manifests = await Manifests.Of(overlay);
        var arrows = Network.Arrows(manifests);
        arrows.ExceptWith(OfOperators);
        Assert.Equal(Arrows(manifests).Order(StringComparer.Ordinal), arrows);
    }

    [Fact]
    public async Task With_outside_sign_in_one_arrow_more_is_there()
    {
        Assert.SkipWhen(Tools.Kustomize is null, "kustomize is not here");
        var folder = Directory.CreateTempSubdirectory("dialogue-k8s-");
        try
        {
            string To(string path) => Path.GetRelativePath(folder.FullName, Path.Combine(Tools.Root, "k8s", path));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "kustomization.yaml"), $$"""
                { apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, namespace: dialogue, resources: [{{To("overlays/local")}}], components: [{{To("components/outside-sign-in")}}] }
                """);
            var with = await Manifests.Render(folder.FullName);
            Assert.Empty(Checks.References(with));
            Assert.Equal(["identity → outside 443"], Network.Arrows(with).Except(Network.Arrows(await Manifests.Of("local"))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Arrows(Manifests manifests)
    {
        string[] services = ["identity", "planning", "petitions", "escalations", "reporting", "records", "notifications"];
        var one = manifests.Processes.Any(p => p.Component == "all");
        string[] processes = one ? ["all"] : ["gateway", "migrate", .. services], data = one ? ["postgres"] : ["postgres", "rabbitmq"];
        foreach (var pod in processes.Concat(data)) yield return $"{pod} → kube-system 53";
        foreach (var process in processes)
        {
            yield return $"{process} → postgres 5432";
            yield return $"{process} → observability 4317";
            yield return $"{process} → observability 4318";
        }
        yield return $"ingress-nginx → {(one ? "all" : "gateway")} 8080";
        yield return $"{(one ? "all" : "notifications")} → outside 587";
        yield return $"{(one ? "all" : "notifications")} → outside 443";
        if (one) yield break;
        yield return "migrate → rabbitmq 5672";
        foreach (var service in services)
        {
            yield return $"gateway → {service} 8080";
            yield return $"{service} → identity 8080";
            yield return $"{service} → rabbitmq 5672";
        }
    }

    /// <summary>Between the pods of an operator, and of theirs with the operator, the API server and the store of backups; in production only.</summary>
    private static readonly string[] OfOperators =
    [
        "postgres → postgres 5432", "cnpg-system → postgres 5432", "cnpg-system → postgres 8000", "postgres → anywhere 443", "postgres → anywhere 6443",
        "rabbitmq-system → rabbitmq 15672", "rabbitmq → anywhere 443", "rabbitmq → anywhere 6443",
    ];
}
