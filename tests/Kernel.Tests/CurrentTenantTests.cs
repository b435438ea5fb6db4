namespace Dialogue.Kernel.Tests;

public sealed class CurrentTenantTests
{
    private static readonly TenantId Here = new(Guid.CreateVersion7()), There = new(Guid.CreateVersion7());

    [Fact]
    public void A_scope_never_changes_sides()
    {
        var tenant = new CurrentTenant();
        tenant.Set(Here, "dai-son", "Xã Đại Sơn", [Capability.HoldsDialogues]);

        Assert.Throws<InvalidOperationException>(() => tenant.Set(There));
        Assert.Equal((Here, "dai-son", true, false), (tenant.Id, tenant.Slug, tenant.Can(Capability.HoldsDialogues), tenant.Can(Capability.SeesCity)));
    }

    [Fact]
    public void A_role_holds_only_in_its_own_organisation()
    {
        var user = new CurrentUser();
        user.Set(Guid.CreateVersion7(), "Nguyễn Văn An", [new(Here, "dai-son", Role.Leader, null)]);

        Assert.True(user.Has(Here, Role.Clerk, Role.Leader));
        Assert.False(user.Has(There, Role.Leader));
        Assert.False(user.Has(Here, Role.Clerk));
        Assert.True(user.BelongsTo(Here));
    }
}
