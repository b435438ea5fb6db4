using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dialogue.Petitions.Migrations
{
    /// <inheritdoc />
    public partial class WhatPetitionersSay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "agreement",
                schema: "petitions",
                table: "petitions",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "agreement_on",
                schema: "petitions",
                table: "petitions",
                type: "date",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "agreement",
                schema: "petitions",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "agreement_on",
                schema: "petitions",
                table: "petitions");
        }
    }
}
