using Dialogue.Documents;
using Dialogue.Planning.Papers;

namespace Dialogue.Planning.Inviting;

/// <summary>The invitation (Nghị định 30/2020/NĐ-CP, Mẫu 1.7): one for each who is invited, all under one number; for the register one with the list.</summary>
internal static class InvitationPaper
{
    /// <param name="hasPetition">The invited business has petitioned.</param>
    public static Paper Of(Conference c, Invitation invitation, PaperSetting set, bool hasPetition = false) =>
        Of(c, set, invitation.Name, invitation.Addressee, Note(invitation.Kind, hasPetition)) with { Recipients = ["Như trên", set.Kept] };

    /// <summary>For the register: the list of all who are invited stands in its annex.</summary>
    public static Paper Of(Conference c, IReadOnlyList<Invitation> invitations, PaperSetting set) => invitations is [var only] ? Of(c, only, set)
        : Of(c, set, "các đại biểu có tên trong danh sách kèm theo", "", Note(null, false)) with
        {
            Recipients = ["Như trên", set.Kept],
            Annexes =
            [
                new("DANH SÁCH ĐẠI BIỂU ĐƯỢC MỜI",
                [
                    new Table([new("STT", 7, Align.Center), new("Cơ quan, đơn vị, đại biểu", 48), new("Chức danh, họ tên", 25), new("Thành phần", 20)],
                        [.. invitations.Select((i, n) => (IReadOnlyList<string>)[$"{n + 1}", i.Name, i.Addressee, Kind(i.Kind)])]),
                ]),
            ],
        };

    public static string Kind(InviteeKind kind) => kind switch
    {
        InviteeKind.Leader => "Lãnh đạo", InviteeKind.Department => "Sở, ban, ngành", InviteeKind.Office => "Phòng, ban, đơn vị", InviteeKind.Association => "Hiệp hội, đoàn thể", _ => "Doanh nghiệp, HTX, hộ kinh doanh",
    };

    private static Paper Of(Conference c, PaperSetting set, string name, string addressee, string note)
    {
        var fields = set.Fields(c);
        (fields["kinh-moi"], fields["nguoi-duoc-moi"]) = (name, addressee);
        return set.Start(PaperKinds.Invitation, $"Dự {c.Title}", c.Year) with
        {
            Body =
            [
                new Paragraph($"{set.Body} trân trọng kính mời: **{(addressee.Length > 0 ? $"{addressee}, {name}" : name)}**"),
                new Paragraph($"Tới dự {c.Title}."),
                new Paragraph($"**Chủ trì:** {c.Chair}."),
                new Paragraph($"**Thời gian:** {PlanningText.When(c)}."),
                new Paragraph($"**Địa điểm:** {c.Place}."),
                new Paragraph(note),
            ],
            Fields = fields,
        };
    }

    private static string Note(InviteeKind? kind, bool hasPetition) => kind switch
    {
        InviteeKind.Department => "Đề nghị cơ quan cử đại diện lãnh đạo dự và chuẩn bị nội dung trao đổi, trả lời các kiến nghị thuộc lĩnh vực phụ trách.",
        InviteeKind.Office => "Đề nghị đơn vị chuẩn bị nội dung trả lời các kiến nghị thuộc lĩnh vực phụ trách và dự Hội nghị đúng thành phần, thời gian.",
        InviteeKind.Business when hasPetition => "Kiến nghị của đơn vị sẽ được trao đổi, trả lời tại Hội nghị. Đề nghị đại diện đơn vị mang theo giấy tờ có liên quan và đến dự đúng giờ.",
        InviteeKind.Business or InviteeKind.Association => "Đề nghị đại diện đơn vị chuẩn bị ý kiến trao đổi tại Hội nghị và đến dự đúng giờ.",
        _ => "Rất hân hạnh được đón tiếp các đại biểu, đề nghị đến dự đúng thành phần, thời gian.",
    };
}
