using Dialogue.Data;
using Dialogue.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Records;

/// <summary>Schema <c>records</c>.</summary>
public sealed class RecordsDb(DbContextOptions<RecordsDb> options) : TenantDbContext(options)
{
    public override string Schema => RecordsModule.Service;

    public override IReadOnlyList<string> TablesKeptForGood => ["register", "signed_originals", "templates"];

    public DbSet<RegisterEntry> Register => Set<RegisterEntry>();
    public DbSet<SignedOriginal> Originals => Set<SignedOriginal>();
    public DbSet<LetterTemplate> Templates => Set<LetterTemplate>();
    public DbSet<TemplateChoice> Choices => Set<TemplateChoice>();
    public DbSet<CityTemplate> CityTemplates => Set<CityTemplate>();
}

internal sealed class RecordsDesignTime() : DesignTimeFactory<RecordsDb>(RecordsModule.Service);
