using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Dialogue.Web;

/// <summary>
/// Gives the framework's validation attributes their Vietnamese sentence where the author wrote none. A property without
/// <c>[Display(Name)]</c> is "mục này" there; the field on the page puts its label in its place (<see cref="FormErrors"/>).
/// </summary>
internal sealed class VietnameseMessages : IValidationMetadataProvider
{
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        var named = context.Attributes.OfType<DisplayAttribute>().Any(d => d.Name is not null);
        foreach (var attribute in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            // What a non-nullable string means by itself: the framework lets "" pass when the field was not sent at all. Not here.
            if (attribute is RequiredAttribute { AllowEmptyStrings: true } implied && !context.Attributes.Contains(implied)) implied.AllowEmptyStrings = false;
            if (IsWritten(attribute) || Sentence(attribute) is not { } sentence) continue;
            if (!named) sentence = sentence.StartsWith("{0}", StringComparison.Ordinal) ? "Mục này" + sentence[3..] : sentence.Replace("{0}", "mục này", StringComparison.Ordinal);
            attribute.ErrorMessage = sentence;
        }
    }

    /// <summary>An author's own sentence. Some attributes (e-mail, phone) come with an English one of the framework's.</summary>
    private static bool IsWritten(ValidationAttribute attribute) =>
        attribute.ErrorMessageResourceName is not null || (attribute.ErrorMessage is { } text && !text.StartsWith("The {0} ", StringComparison.Ordinal));

    private static string? Sentence(ValidationAttribute attribute) => attribute switch
    {
        RequiredAttribute => "Hãy nhập {0}.",
        StringLengthAttribute { MinimumLength: > 0 } s when s.MinimumLength == s.MaximumLength => $"{{0}} phải có đúng {Vn.Count(s.MaximumLength)} ký tự.",
        StringLengthAttribute { MinimumLength: > 0 } s => $"{{0}} phải có từ {Vn.Count(s.MinimumLength)} đến {Vn.Count(s.MaximumLength)} ký tự.",
        StringLengthAttribute s => $"{{0}} dài quá {Vn.Count(s.MaximumLength)} ký tự. Hãy viết ngắn lại.",
        MaxLengthAttribute s => $"{{0}} dài quá {Vn.Count(s.Length)} ký tự. Hãy viết ngắn lại.",
        MinLengthAttribute => "{0} phải có ít nhất {1} ký tự.",
        RangeAttribute { Minimum: bool } => "Hãy đánh dấu vào ô này để tiếp tục.",
        RangeAttribute { OperandType: var type } when type == typeof(bool) => "Hãy đánh dấu vào ô này để tiếp tục.",
        RangeAttribute => "{0} phải từ {1} đến {2}.",
        EmailAddressAttribute => "Địa chỉ thư điện tử chưa đúng, ví dụ ten@congty.vn.",
        PhoneAttribute => "Số điện thoại chưa đúng, ví dụ 0912 345 678.",
        UrlAttribute => "Địa chỉ trang mạng chưa đúng, ví dụ https://congty.vn.",
        RegularExpressionAttribute => "{0} chưa đúng mẫu.",
        CompareAttribute => "Hai lần nhập không giống nhau.",
        AllowedValuesAttribute => "Hãy chọn {0} trong danh sách.",
        EnumDataTypeAttribute => "Hãy chọn {0} trong danh sách.",
        FileExtensionsAttribute => "Tệp phải thuộc loại {1}.",
        _ => null,
    };
}
