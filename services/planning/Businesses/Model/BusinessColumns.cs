using Dialogue.Exchange;
using Dialogue.Kernel;

namespace Dialogue.Planning.Businesses.Model;

/// <summary>The columns of the directory's files: those of the template, and what other lists call them.</summary>
internal static class BusinessColumns
{
    public const int Kind = 0, Name = 1, TaxCode = 2, Address = 3, Sector = 4, Representative = 5, Title = 6, Phone = 7, Email = 8;

    /// <param name="Also">Folded.</param>
    public sealed record Column(string Title, int Width, string[] Also);

    public static readonly IReadOnlyList<Column> All =
    [
        new("Loại hình", 16, ["loai", "loai hinh kinh doanh", "loai don vi"]),
        new("Tên đơn vị", 40, ["ten", "ten doanh nghiep", "ten dn", "ten co so", "ten ho kinh doanh", "ten don vi kinh doanh", "ten dn/htx/hkd", "doanh nghiep", "nguoi nop thue", "ten nguoi nop thue"]),
        new("Mã số thuế", 16, ["mst", "ma so", "ma so doanh nghiep", "ma so thue/mdd", "ma so dn"]),
        new("Địa chỉ", 40, ["dia chi tru so", "dia chi kinh doanh", "tru so", "tru so chinh", "dia chi tru so chinh", "noi kinh doanh"]),
        new("Ngành nghề", 24, ["nganh", "linh vuc", "nganh nghe kinh doanh", "nganh nghe chinh", "linh vuc kinh doanh"]),
        new("Người đại diện", 24, ["ho ten", "ho va ten", "dai dien", "nguoi dai dien phap luat", "chu ho", "chu ho kinh doanh", "giam doc", "dai dien phap luat", "nguoi dai dien theo phap luat"]),
        new("Chức danh", 16, ["chuc vu"]),
        new("Điện thoại", 14, ["so dien thoai", "sdt", "dt", "dien thoai lien he", "di dong"]),
        new("Thư điện tử", 26, ["email", "e mail", "thu dien tu (email)", "mail"]),
    ];

    /// <summary>A blank file, or rows that could not be taken with the reason beside them.</summary>
    public static Sheet<BusinessImportRow> Sheet(bool withErrors)
    {
        var sheet = new Sheet<BusinessImportRow>("Danh bạ doanh nghiệp");
        for (var i = 0; i < All.Count; i++)
        {
            var column = i;
            sheet.Text(All[i].Title, r => column < r.Cells.Count ? r.Cells[column] : "", All[i].Width);
        }
        return withErrors ? sheet.Text("Lỗi", r => string.Join("\n", r.Errors), 60) : sheet;
    }

    /// <summary>The row of the first ten that names most columns; the last of equals, since the second row of a head says what the first leaves open.</summary>
    /// <returns>Its position among the rows, and for each of <see cref="All"/> the file's column, or -1.</returns>
    /// <exception cref="RuleBrokenException">No row names the units and one thing more.</exception>
    public static (int Row, int[] Columns) Find(ReadSheet sheet)
    {
        var (at, best) = (-1, new int[All.Count]);
        for (var r = 0; r < Math.Min(10, sheet.Rows.Count); r++)
        {
            var columns = Named(sheet.Rows[r]);
            if (columns[Name] >= 0 && columns.Count(c => c >= 0) is >= 2 and var found && (at < 0 || found >= best.Count(c => c >= 0))) (at, best) = (r, columns);
        }
        return at < 0 ? throw BusinessRules.NoHead() : (at, best);
    }

    private static int[] Named(ReadRow row)
    {
        var columns = Enumerable.Repeat(-1, All.Count).ToArray();
        for (var c = 0; c < row.Cells.Count; c++)
        {
            var title = Folded.Of(row[c].Text.Replace('\n', ' ').TrimEnd('*', ' ', ':'));
            if (title.Length == 0) continue;
            for (var i = 0; i < All.Count; i++)
                if (columns[i] < 0 && (Folded.Of(All[i].Title) == title || All[i].Also.Contains(title)))
                {
                    columns[i] = c;
                    break;
                }
        }
        return columns;
    }
}
