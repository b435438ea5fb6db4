using System.Text;
using Dialogue.Exchange;
using Dialogue.Kernel;
using Dialogue.Planning.Businesses.Model;
using Dialogue.Planning.Registering;

namespace Dialogue.Planning.Tests.Businesses;

/// <summary>What a row of a file would do, and every reason why it cannot.</summary>
public sealed class BusinessCheckerTests
{
    private const string Head = "Loại hình;Tên đơn vị;Mã số thuế;Địa chỉ;Ngành nghề;Người đại diện;Chức danh;Điện thoại;Thư điện tử\n";

    private static IReadOnlyList<BusinessImportRow> Check(string rows, bool addLostZeros = false, params Business[] directory) =>
        BusinessChecker.Check(Csv.Read(Encoding.UTF8.GetBytes(Head + rows)), directory, addLostZeros);

    private static Business Known(string name, string? taxCode, UnitKind kind = UnitKind.Enterprise, string address = "Thôn 1", string phone = "") =>
        new(new BusinessFacts(kind, name, taxCode, address, "", "", "", phone, null));

    [Theory]
    [InlineData("DN;;0200000007;Thôn 1", "Cột B, Tên đơn vị: chưa có tên.")]
    [InlineData("DN;Công ty A;0200000007;", "Cột D, Địa chỉ: chưa có địa chỉ.")]
    [InlineData("Quán;A;0200000007;Thôn 1", "Cột A, Loại hình: “Quán” không phải Doanh nghiệp, Hợp tác xã hoặc Hộ kinh doanh.")]
    [InlineData(";Bình Minh;0200000007;Thôn 1", "Cột A, Loại hình: chưa ghi, và không suy ra được từ tên")]
    [InlineData("DN;Công ty A;;Thôn 1", "Cột C, Mã số thuế: chưa có mã số thuế.")]
    [InlineData("HTX;HTX A;;Thôn 1", "Cột C, Mã số thuế: chưa có mã số thuế.")]
    [InlineData("DN;Công ty A;0200000005;Thôn 1", "Cột C, Mã số thuế: “0200000005” sai số kiểm tra")]
    [InlineData("DN;Công ty A;12AB;Thôn 1", "Cột C, Mã số thuế: “12AB” không phải mã số thuế")]
    [InlineData("DN;Công ty A;200000007;Thôn 1", "Cột C, Mã số thuế: “200000007” có lẽ mất số 0 ở đầu, mã đúng là 0200000007")]
    [InlineData("DN;Công ty A;0200000007;Thôn 1;;;;912345678", "Cột H, Điện thoại: có lẽ mất số 0 ở đầu")]
    [InlineData("DN;Công ty A;0200000007;Thôn 1;;;;0912 345 678 / 0987 654 321", "Cột H, Điện thoại: không phải số điện thoại")]
    [InlineData("DN;Công ty A;0200000007;Thôn 1;;;;;a.b.c", "Cột I, Thư điện tử: không phải địa chỉ thư")]
    public void A_fault_is_told_with_its_column(string row, string expected)
    {
        var checkedRow = Assert.Single(Check(row));
        Assert.Equal((ImportOutcome.Error, 2), (checkedRow.Outcome, checkedRow.Number));
        Assert.Null(checkedRow.Facts);
        Assert.StartsWith(expected, Assert.Single(checkedRow.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_a_row_are_told_at_once() => Assert.Equal(4, Assert.Single(Check("DN;;123;;;;;456;x")).Errors.Count - 1);

    [Fact]
    public void A_good_row_is_cleaned()
    {
        var row = Assert.Single(Check("doanh nghiệp;  Công ty   TNHH A ;0200000007 - 001;Thôn 1;Cơ khí;Ông B;Giám đốc;+84 912 345 678;a@b.vn"));
        Assert.Equal((ImportOutcome.New, new BusinessFacts(UnitKind.Enterprise, "Công ty TNHH A", "0200000007-001", "Thôn 1", "Cơ khí", "Ông B", "Giám đốc", "0912345678", "a@b.vn")), (row.Outcome, row.Facts));
    }

    [Theory]
    [InlineData("Công ty Cổ phần A", nameof(UnitKind.Enterprise))]
    [InlineData("HTX dịch vụ B", nameof(UnitKind.Cooperative))]
    [InlineData("Hộ kinh doanh bà C", nameof(UnitKind.Household))]
    public void The_kind_is_seen_from_the_name_where_it_is_not_told(string name, string kind) => Assert.Equal(kind, Assert.Single(Check($";{name};0200000007;Thôn 1")).Facts!.Kind.ToString());

    [Fact]
    public void Zeros_that_a_spreadsheet_took_are_put_back_when_the_person_says_so()
    {
        var row = Assert.Single(Check("DN;Công ty A;200000007;Thôn 1;;;;912345678", addLostZeros: true));
        Assert.Equal(("0200000007", "0912345678", 2), (row.Facts!.TaxCode, row.Facts.Phone, row.Notes.Count));
    }

    [Fact]
    public void A_household_of_eleven_digits_has_lost_its_zero_too() =>
        Assert.Contains("031090001234", Assert.Single(Assert.Single(Check("HKD;Hộ A;31090001234;Thôn 1")).Errors));

    [Fact]
    public void The_second_of_two_equal_rows_names_the_first()
    {
        var rows = Check("DN;Công ty A;0200000007;Thôn 1\nDN;Công ty B;0200000007;Thôn 2\nHKD;Hộ C;;Thôn 3\nHKD;HỘ c;;thôn 3\nDN;;0200000007;Thôn 4");
        Assert.Equal([ImportOutcome.New, ImportOutcome.Error, ImportOutcome.New, ImportOutcome.Error, ImportOutcome.Error], rows.Select(r => r.Outcome));
        Assert.Equal("Cột C, Mã số thuế: trùng với dòng 2 của tệp này.", Assert.Single(rows[1].Errors));
        Assert.Equal("Cột B, Tên đơn vị: trùng với dòng 4 của tệp này.", Assert.Single(rows[3].Errors));
        Assert.Equal(2, rows[4].Errors.Count);
    }

    [Fact]
    public void What_is_in_the_directory_is_changed_or_left_and_empty_cells_take_nothing_away()
    {
        var rows = Check("DN;Công ty A;0200000007;Thôn 2\nHKD;hộ kinh doanh bà tư;;THÔN 1\nDN;Công ty A;0200000014;Thôn 9", false,
            Known("Công ty A", "0200000007", phone: "0912345678"), Known("hộ kinh doanh bà tư", null, UnitKind.Household, "THÔN 1"));
        Assert.Equal(ImportOutcome.Changed, rows[0].Outcome);
        Assert.Equal(["Địa chỉ: Thôn 1 → Thôn 2"], rows[0].Changes);
        Assert.Equal("0912345678", rows[0].Facts!.Phone);
        Assert.Equal(ImportOutcome.Unchanged, rows[1].Outcome);
        Assert.Contains("cùng tên, mã số thuế 0200000007", Assert.Single(rows[2].Notes)); // another code, the same name: worth a look
    }

    [Fact]
    public void A_household_that_has_got_a_tax_code_since_is_the_same_household()
    {
        var household = Known("Hộ bà Tư", null, UnitKind.Household);
        var row = Assert.Single(Check("HKD;Hộ bà Tư;031090001234;Thôn 1", false, household));
        Assert.Equal((ImportOutcome.Changed, household.Id), (row.Outcome, row.BusinessId));
        Assert.Equal(["Mã số thuế: (trống) → 031090001234"], row.Changes);
    }

    [Fact]
    public void A_change_of_phone_is_told_without_the_phone()
    {
        var row = Assert.Single(Check("DN;Công ty A;0200000007;Thôn 1;;;;0987654321", false, Known("Công ty A", "0200000007", phone: "0912345678")));
        Assert.DoesNotContain("987654", Assert.Single(row.Changes).Replace(" ", ""));
        Assert.DoesNotContain("912345", row.Changes[0].Replace(" ", ""));
    }

    [Fact]
    public void The_head_is_found_below_a_title_by_other_names_and_in_any_order()
    {
        var sheet = Csv.Read("DANH SÁCH DOANH NGHIỆP XÃ ĐẠI SƠN;;;\nSTT;MST;Tên doanh nghiệp *;Trụ sở chính\n1;0200000007;Công ty A;Thôn 1\n"u8.ToArray());
        var row = Assert.Single(BusinessChecker.Check(sheet, [], false));
        Assert.Equal(("Công ty A", "Thôn 1", "0200000007"), (row.Facts!.Name, row.Facts.Address, row.Facts.TaxCode));
    }

    [Theory]
    [InlineData("a;b;c\n1;2;3\n", "business-file-head")]
    [InlineData("Tên đơn vị;Địa chỉ\n", "business-file-empty")]
    public void A_file_without_a_head_or_rows_is_refused(string file, string code) =>
        Assert.Equal(code, Assert.Throws<RuleBrokenException>(() => BusinessChecker.Check(Csv.Read(Encoding.UTF8.GetBytes(file)), [], false)).Code);

    [Fact]
    public void An_enterprise_without_a_tax_code_cannot_be_in_the_directory() =>
        Assert.Equal("business-tax-code-needed", Assert.Throws<RuleBrokenException>(() => Known("Công ty A", null)).Code);
}
