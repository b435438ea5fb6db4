using System.ComponentModel.DataAnnotations;
using Dialogue.Exchange;
using Dialogue.Kernel;
using Dialogue.Web;

namespace Dialogue.Planning.Businesses.Model;

/// <summary>Reads rows of a file against the directory as it is: what each would do, and every reason why it cannot.</summary>
/// <param name="addLostZeros">The person has said that zeros in front were lost by the spreadsheet: they are put back where the result is a valid code or number.</param>
internal sealed class BusinessChecker(IReadOnlyList<Business> directory, bool addLostZeros)
{
    private static readonly EmailAddressAttribute EmailAddress = new();

    private readonly Dictionary<string, Business> byTaxCode = directory.Where(b => b.TaxCode is not null).ToDictionary(b => b.TaxCode!);
    private readonly ILookup<string, Business> byPlace = directory.ToLookup(b => b.Facts.PlaceKey);
    private readonly ILookup<string, Business> byName = directory.ToLookup(b => b.NameKey);
    private readonly Dictionary<string, int> seen = [];

    /// <exception cref="RuleBrokenException">There is no head, or nothing below it.</exception>
    public static IReadOnlyList<BusinessImportRow> Check(ReadSheet sheet, IReadOnlyList<Business> directory, bool addLostZeros)
    {
        var (head, columns) = BusinessColumns.Find(sheet);
        if (head == sheet.Rows.Count - 1) throw BusinessRules.NoRows();
        var checker = new BusinessChecker(directory, addLostZeros);
        return [.. sheet.Rows.Skip(head + 1).Select(row => checker.Row(row, columns))];
    }

    private BusinessImportRow Row(ReadRow row, int[] columns)
    {
        var checking = new Checking(row, columns, addLostZeros);
        var facts = checking.Facts();
        var business = facts is null ? null : Known(facts);
        if (facts is not null && business is not null) facts = Keep(facts, business.Facts);

        // A row with a fault of its own still takes its code: the next one with the same is a duplicate of it.
        if ((facts?.Key ?? checking.Code) is { } key && !seen.TryAdd(key, row.Number)) checking.No(facts?.TaxCode is null && checking.Code is null ? BusinessColumns.Name : BusinessColumns.TaxCode, $"trùng với dòng {seen[key]} của tệp này.");
        if (business is null && facts is not null)
            foreach (var same in byName[Folded.Of(facts.Name)].Take(1)) checking.Notes.Add($"Danh bạ đã có một đơn vị cùng tên{(same.TaxCode is { } code ? $", mã số thuế {code}" : "")}. Hãy xem có phải một đơn vị không.");

        var changes = business is null || facts is null || checking.Errors.Count > 0 ? [] : Changes(business.Facts, facts).ToList();
        return new()
        {
            Number = row.Number, Cells = [.. columns.Select(c => row[c].Text)], Facts = checking.Errors.Count == 0 ? facts : null, Errors = checking.Errors, Notes = checking.Notes, Changes = changes,
            BusinessId = business?.Id, BusinessVersion = business?.RowVersion,
            Outcome = checking.Errors.Count > 0 ? ImportOutcome.Error : business is null ? ImportOutcome.New : changes.Count > 0 ? ImportOutcome.Changed : ImportOutcome.Unchanged,
        };
    }

    /// <summary>By tax code; without one by name and address. Somebody who had no code and has one now is the same.</summary>
    private Business? Known(BusinessFacts facts) => facts.TaxCode is { } code
        ? byTaxCode.GetValueOrDefault(code) ?? byPlace[facts.PlaceKey].FirstOrDefault(b => b.TaxCode is null)
        : byPlace[facts.PlaceKey].FirstOrDefault();

    /// <summary>An empty cell takes nothing away from what the directory knows.</summary>
    private static BusinessFacts Keep(BusinessFacts facts, BusinessFacts known) => facts with
    {
        TaxCode = facts.TaxCode ?? known.TaxCode, Sector = Or(facts.Sector, known.Sector), Representative = Or(facts.Representative, known.Representative), Title = Or(facts.Title, known.Title),
        Phone = Or(facts.Phone, known.Phone), Email = facts.Email ?? known.Email,
    };

    private static string Or(string text, string other) => text.Length > 0 ? text : other;

    private static IEnumerable<string> Changes(BusinessFacts before, BusinessFacts after)
    {
        (int Column, string Before, string After)[] values =
        [
            (BusinessColumns.Kind, before.Kind.Name(), after.Kind.Name()), (BusinessColumns.Name, before.Name, after.Name), (BusinessColumns.TaxCode, before.TaxCode ?? "", after.TaxCode ?? ""),
            (BusinessColumns.Address, before.Address, after.Address), (BusinessColumns.Sector, before.Sector, after.Sector), (BusinessColumns.Representative, before.Representative, after.Representative),
            (BusinessColumns.Title, before.Title, after.Title), (BusinessColumns.Phone, Vn.MaskPhone(before.Phone), Vn.MaskPhone(after.Phone)), (BusinessColumns.Email, Vn.MaskEmail(before.Email), Vn.MaskEmail(after.Email)),
        ];
        var (phone, email) = (before.Phone != after.Phone, before.Email != after.Email);
        foreach (var (column, was, now) in values)
            if (column == BusinessColumns.Phone ? phone : column == BusinessColumns.Email ? email : was != now)
                yield return $"{BusinessColumns.All[column].Title}: {(was.Length == 0 ? "(trống)" : was)} → {now}";
    }

    /// <summary>One row while it is read.</summary>
    private sealed class Checking(ReadRow row, int[] columns, bool addLostZeros)
    {
        public List<string> Errors { get; } = [];
        public List<string> Notes { get; } = [];

        /// <summary>Set as soon as it is known to be right, whatever else is wrong.</summary>
        public string? Code { get; private set; }

        public void No(int column, string why) =>
            Errors.Add($"{(columns[column] >= 0 ? $"Cột {ReadCell.Column(columns[column])}, " : "")}{BusinessColumns.All[column].Title}: {why}");

        public BusinessFacts? Facts()
        {
            var (name, address) = (Text(BusinessColumns.Name, 300, needed: "chưa có tên."), Text(BusinessColumns.Address, 300, needed: "chưa có địa chỉ."));
            var kind = Kind(name);
            Code = TaxCode();
            if (Code is null && Cell(BusinessColumns.TaxCode).Text.Length == 0 && kind is not (null or UnitKind.Household)) No(BusinessColumns.TaxCode, "chưa có mã số thuế. Chỉ hộ kinh doanh được để trống.");
            var (sector, representative, title) = (Text(BusinessColumns.Sector, 200), Text(BusinessColumns.Representative, 200), Text(BusinessColumns.Title, 200));
            var (phone, email) = (Phone(), Email());
            return Errors.Count > 0 ? null : new(kind!.Value, name, Code, address, sector, representative, title, phone, email);
        }

        private ReadCell Cell(int column) => row[columns[column]];

        private string Text(int column, int most, string? needed = null)
        {
            var cell = Cell(column);
            // A name or an address of several lines is one.
            var text = string.Join(' ', cell.Text.Split((char[])[' ', '\n', '\t', '\u00a0'], StringSplitOptions.RemoveEmptyEntries));
            if (cell.Kind == ReadKind.Error) No(column, $"công thức trong ô bị lỗi ({cell.Text}).");
            else if (text.Length == 0 && needed is not null) No(column, needed);
            else if (text.Length > most) No(column, $"dài quá {most} ký tự.");
            return text;
        }

        private UnitKind? Kind(string name)
        {
            var cell = Cell(BusinessColumns.Kind);
            var said = Folded.Of(cell.Text);
            UnitKind? kind = said switch
            {
                "" => OfName(Folded.Of(name)),
                "dn" or "doanh nghiep" or "cong ty" or "dntn" or "doanh nghiep tu nhan" or "cong ty tnhh" or "cong ty co phan" or "ctcp" or "enterprise" => UnitKind.Enterprise,
                "htx" or "hop tac xa" or "lien hiep hop tac xa" or "cooperative" => UnitKind.Cooperative,
                "hkd" or "ho kinh doanh" or "ho" or "ho ca the" or "ho kinh doanh ca the" or "household" => UnitKind.Household,
                _ => null,
            };
            if (kind is null)
                No(BusinessColumns.Kind, said.Length == 0 ? "chưa ghi, và không suy ra được từ tên. Hãy ghi Doanh nghiệp, Hợp tác xã hoặc Hộ kinh doanh." : $"“{Short(cell.Text)}” không phải Doanh nghiệp, Hợp tác xã hoặc Hộ kinh doanh.");
            return kind;
        }

        private static UnitKind? OfName(string name) =>
            Starts(name, "cong ty", "doanh nghiep", "chi nhanh", "tong cong ty", "ctcp", "dntn") ? UnitKind.Enterprise : Starts(name, "hop tac xa", "htx", "lien hiep htx", "lien hiep hop tac xa") ? UnitKind.Cooperative
            : Starts(name, "ho kinh doanh", "hkd", "ho ca the", "ho ong", "ho ba") ? UnitKind.Household : null;

        private static bool Starts(string name, params ReadOnlySpan<string> beginnings)
        {
            foreach (var beginning in beginnings)
                if (name == beginning || name.StartsWith(beginning + " ", StringComparison.Ordinal)) return true;
            return false;
        }

        private string? TaxCode()
        {
            var cell = Cell(BusinessColumns.TaxCode);
            if (cell.Text.Length == 0) return null;
            if (cell.Kind == ReadKind.Error) { No(BusinessColumns.TaxCode, $"công thức trong ô bị lỗi ({cell.Text})."); return null; }
            if (TaxCodeAttribute.Normalise(cell.Text) is { } right) return right;
            // Ten digits are a whole code, if a wrong one.
            if (cell.Text.Count(char.IsAsciiDigit) != 10 && WithZeros(cell, TaxCodeAttribute.Normalise) is { } mended)
            {
                if (addLostZeros) { Notes.Add($"Đã thêm lại số 0 bị mất ở đầu mã số thuế: {mended}."); return mended; }
                No(BusinessColumns.TaxCode, $"“{Short(cell.Text)}” có lẽ mất số 0 ở đầu, mã đúng là {mended}. Hãy định dạng cột là Văn bản (Text) và ghi đủ số, hoặc gửi lại tệp với mục “Thêm lại số 0 bị mất”.");
            }
            else
            {
                var digits = cell.Text.Count(char.IsAsciiDigit);
                No(BusinessColumns.TaxCode, digits is 10 or 13 ? $"“{Short(cell.Text)}” sai số kiểm tra, có thể gõ nhầm một chữ số." : $"“{Short(cell.Text)}” không phải mã số thuế (10 số, 10 số và 3 số chi nhánh, hoặc 12 số của hộ kinh doanh).");
            }
            return null;
        }

        private string Phone()
        {
            var cell = Cell(BusinessColumns.Phone);
            if (cell.Text.Length == 0) return "";
            if (VietnamPhoneAttribute.Normalise(cell.Text) is { } right) return right;
            if (WithZeros(cell, VietnamPhoneAttribute.Normalise) is { } mended)
            {
                if (addLostZeros) { Notes.Add("Đã thêm lại số 0 bị mất ở đầu số điện thoại."); return mended; }
                No(BusinessColumns.Phone, "có lẽ mất số 0 ở đầu. Hãy định dạng cột là Văn bản (Text) và ghi đủ số, hoặc gửi lại tệp với mục “Thêm lại số 0 bị mất”.");
            }
            else No(BusinessColumns.Phone, "không phải số điện thoại Việt Nam (10 số, bắt đầu bằng 0). Mỗi ô chỉ ghi một số.");
            return "";
        }

        /// <summary>The code that this would be with one or more zeros in front, when a spreadsheet could have taken them away.</summary>
        private static string? WithZeros(ReadCell cell, Func<string?, string?> normalise)
        {
            var digits = cell.Text.Replace(" ", "", StringComparison.Ordinal);
            if (cell.Kind is not (ReadKind.Number or ReadKind.Text) || digits.Length is < 7 or > 12 || !digits.All(char.IsAsciiDigit)) return null;
            foreach (var length in (ReadOnlySpan<int>)[10, 11, 12, 13])
                if (digits.Length < length && length - digits.Length <= 2 && normalise(digits.PadLeft(length, '0')) is { } right) return right;
            return null;
        }

        private string? Email()
        {
            var text = Text(BusinessColumns.Email, 200);
            if (text.Length == 0) return null;
            if (text.Contains(' ') || !EmailAddress.IsValid(text)) No(BusinessColumns.Email, "không phải địa chỉ thư, ví dụ ten@congty.vn.");
            return text;
        }

        private static string Short(string text) => text.Length <= 30 ? text : text[..29] + "…";
    }
}
