using System.ComponentModel.DataAnnotations;
using Dialogue.Web;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Dialogue.Petitions;

/// <summary>Who asks, as a form or a caller of the API sends it.</summary>
public class ContactForm
{
    [Required(ErrorMessage = "Hãy chọn loại hình: doanh nghiệp, hợp tác xã hay hộ kinh doanh.")]
    public BusinessKind? Kind { get; set; }

    internal static IEnumerable<SelectListItem> Kinds => Enum.GetValues<BusinessKind>().Select(k => new SelectListItem(k.Text(), k.ToString()));

    [Required(ErrorMessage = "Hãy nhập tên đơn vị."), StringLength(300, ErrorMessage = "Tên đơn vị dài quá 300 ký tự. Hãy viết ngắn lại.")]
    public string? Name { get; set; }

    [TaxCode]
    public string? TaxCode { get; set; }

    [StringLength(300, ErrorMessage = "Địa chỉ dài quá 300 ký tự. Hãy viết ngắn lại.")]
    public string? Address { get; set; }

    [Required(ErrorMessage = "Hãy nhập họ tên người đại diện."), StringLength(120, ErrorMessage = "Họ tên dài quá 120 ký tự. Hãy viết ngắn lại.")]
    public string? Representative { get; set; }

    [Required(ErrorMessage = "Hãy nhập chức danh, ví dụ Giám đốc, Chủ hộ."), StringLength(120, ErrorMessage = "Chức danh dài quá 120 ký tự. Hãy viết ngắn lại.")]
    public string? Title { get; set; }

    [Required(ErrorMessage = "Hãy nhập số điện thoại."), VietnamPhone]
    public string? Phone { get; set; }

    [EmailAddress(ErrorMessage = "Địa chỉ thư điện tử chưa đúng, ví dụ ten@congty.vn."), StringLength(200, ErrorMessage = "Địa chỉ thư điện tử dài quá 200 ký tự.")]
    public string? Email { get; set; }

    /// <summary>Consent to use the data for handling the petition: a condition of filing; never ticked beforehand.</summary>
    [Range(typeof(bool), "true", "true", ErrorMessage = "Cần sự đồng ý của bạn để tiếp nhận và xử lý kiến nghị. Hãy đánh dấu vào ô đồng ý.")]
    public bool Consent { get; set; }

    public bool PublishName { get; set; }

    /// <summary>Only when valid.</summary>
    internal Contact ToContact() => new(
        Kind!.Value, Name!.Trim(), TaxCodeAttribute.Normalise(TaxCode) is { Length: > 0 } code ? code : "", Address?.Trim() ?? "", Representative!.Trim(), Title!.Trim(),
        VietnamPhoneAttribute.Normalise(Phone)!, Email?.Trim() ?? "", PublishName);
}
