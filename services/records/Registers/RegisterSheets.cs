using Dialogue.Exchange;

namespace Dialogue.Records.Registers;

/// <summary>The columns of a register as a spreadsheet: the customary ones, as far as they are known here.</summary>
internal static class RegisterSheets
{
    public static Sheet<RegisterRow> Of(bool incoming) => incoming ? Incoming() : Outgoing();

    private static Sheet<RegisterRow> Outgoing() => new Sheet<RegisterRow>("Văn bản đi")
        .Text("Số, ký hiệu", e => e.Number, 16).Date("Ngày tháng", e => e.IssuedOn).Text("Tên loại", e => e.TypeName, 14).Text("Trích yếu nội dung", e => e.Subject, 60).Text("Người ký", e => e.Signer)
        .Text("Nơi nhận", e => e.Receivers, 40).Text("Đơn vị, người nhận bản lưu", e => e.KeptBy, 16).Text("Sổ", e => e.Series, 8).Flag("Có bản ký", e => e.Originals > 0).Text("Ghi chú", e => e.Remark, 24);

    private static Sheet<RegisterRow> Incoming() => new Sheet<RegisterRow>("Văn bản đến")
        .Date("Ngày đến", e => e.EnteredOn).Number("Số đến", e => e.Ordinal).Text("Tác giả", e => e.SenderName, 30).Text("Số, ký hiệu", e => e.Number, 16).Date("Ngày tháng", e => e.IssuedOn)
        .Text("Tên loại", e => e.TypeName, 14).Text("Trích yếu nội dung", e => e.Subject, 60).Text("Đơn vị hoặc người nhận", e => e.PassedTo, 24).Date("Ngày chuyển", e => e.PassedOn).Text("Ghi chú", e => e.Remark, 24);
}
