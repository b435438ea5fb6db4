using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dialogue.Escalations.Migrations
{
    /// <inheritdoc />
    public partial class OutboxTrace : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "trace",
                schema: "escalations",
                table: "outbox",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "trace",
                schema: "escalations",
                table: "outbox");
        }
    }
}
