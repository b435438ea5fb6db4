using Dialogue.Data;
using Dialogue.Testing;
using Microsoft.EntityFrameworkCore;
using static Dialogue.Hosting.Tests.Workshop;

namespace Dialogue.Hosting.Tests;

public sealed class LikeTests(TestPostgres postgres)
{
    [Fact]
    public async Task Percent_underscore_and_backslash_that_a_person_types_are_looked_for_as_themselves()
    {
        await using var shop = await Open(postgres);
        await shop.As(Here, db =>
        {
            foreach (var name in new[] { "Giảm 50% phí", "Mẫu 01_KN", @"Ổ C:\Hồ sơ", "Mẫu 01 KN" }) db.Things.Add(new() { Name = name });
            return db.SaveChangesAsync();
        });

        Assert.Equal(["Giảm 50% phí"], await Found("%"));
        Assert.Equal(["Mẫu 01_KN"], await Found("1_k"));
        Assert.Equal([@"Ổ C:\Hồ sơ"], await Found("\\"));
        Assert.Equal([@"Ổ C:\Hồ sơ"], await Found(@"c:\hồ"));
        Assert.Equal(["Mẫu 01 KN", "Mẫu 01_KN"], await Found("mẫu"));
        Assert.Empty(await Found("%_"));
        Assert.Equal(["Mẫu 01_KN"], await shop.As(Here, db => db.Things.Where(t => EF.Functions.ILike(t.Name, Like.Whole("mẫu 01_kn"), Like.Escape)).Select(t => t.Name).ToListAsync()));
        Assert.Empty(await shop.As(Here, db => db.Things.Where(t => EF.Functions.ILike(t.Name, Like.Whole("mẫu 01"), Like.Escape)).ToListAsync()));

        // The control: without the third argument the backslash is looked for, and the percent sign is not.
        Assert.Equal([@"Ổ C:\Hồ sơ"], await shop.As(Here, db => db.Things.Where(t => EF.Functions.Like(t.Name, Like.Contains("%"))).Select(t => t.Name).ToListAsync()));

        async Task<List<string>> Found(string typed) => await shop.As(Here, db =>
            db.Things.Where(t => EF.Functions.ILike(t.Name, Like.Contains(typed), Like.Escape)).OrderBy(t => t.Name).Select(t => t.Name).ToListAsync());
    }
}
