using System.ComponentModel.DataAnnotations;

namespace Dialogue.Petitions;

/// <summary>What every act that issues a document asks.</summary>
internal class IssueRequest
{
    /// <summary>As the office's own document system gave it; empty: the next one of its series.</summary>
    [StringLength(60, ErrorMessage = "Số, ký hiệu dài quá 60 ký tự.")]
    public string? Number { get; set; }

    [Required(ErrorMessage = "Hãy ghi ngày ban hành.")]
    public DateOnly? Date { get; set; }

    /// <summary>Empty: as the last time, or the leader who is signed in.</summary>
    [StringLength(200, ErrorMessage = "Tên người ký dài quá 200 ký tự.")]
    public string? SignerName { get; set; }

    [StringLength(100, ErrorMessage = "Chức vụ dài quá 100 ký tự.")]
    public string? SignerTitle { get; set; }

    [StringLength(1000, ErrorMessage = "Nguyên nhân dài quá 1.000 ký tự. Hãy viết ngắn lại.")]
    public string? DelayCause { get; set; }

    /// <summary>Row version that the person saw.</summary>
    public uint? Version { get; set; }
}
