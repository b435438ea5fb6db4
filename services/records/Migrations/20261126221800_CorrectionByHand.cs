using Dialogue.Records.Model;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dialogue.Records.Migrations
{
    /// <inheritdoc />
    public partial class CorrectionByHand : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Frozen.AllowCorrections);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Frozen.ForbidCorrections);
    }
}
