namespace Dialogue.Petitions;

/// <summary>The words of a petition: those of messages (stable, English) and those of the screen.</summary>
public static class PetitionWords
{
    public static string Key(this Authority authority) => authority switch { Authority.Own => "own", Authority.Coordinated => "coordinated", _ => "beyond" };

    public static string Key(this Channel channel) => channel switch { Channel.Online => "online", Channel.Paper => "paper", _ => "spoken" };

    public static string Key(this AnswerHow how) => how switch
    {
        AnswerHow.AtConference => "at-conference",
        AnswerHow.InWriting => "in-writing",
        AnswerHow.ByDepartment => "by-department",
        _ => "redirected",
    };

    public static string Key(this Agreement agreement) => agreement switch { Agreement.Agrees => "agrees", Agreement.Partly => "partly", _ => "disagrees" };

    public static string Text(this Agreement agreement) => agreement switch { Agreement.Agrees => "Đồng tình", Agreement.Partly => "Đồng tình một phần", _ => "Chưa đồng tình" };

    public static Channel? ChannelOf(string? key) => key switch { "online" => Channel.Online, "paper" => Channel.Paper, "spoken" => Channel.Spoken, _ => null };

    public static Authority? AuthorityOf(string? key) => key switch { "own" => Authority.Own, "coordinated" => Authority.Coordinated, "beyond" => Authority.Beyond, _ => null };

    public static string Text(this PetitionStatus status) => status switch
    {
        PetitionStatus.Received => "Mới tiếp nhận",
        PetitionStatus.Triaged => "Đã phân loại",
        PetitionStatus.Drafting => "Đang soạn trả lời",
        PetitionStatus.AwaitingApproval => "Chờ ký",
        PetitionStatus.Escalated => "Đã báo cáo UBND thành phố",
        PetitionStatus.Answered => "Đã trả lời",
        _ => "Đã hướng dẫn gửi đúng cơ quan",
    };

    public static string Kind(this PetitionStatus status) => status switch
    {
        PetitionStatus.Received or PetitionStatus.AwaitingApproval => "warn",
        PetitionStatus.Answered or PetitionStatus.Redirected => "ok",
        _ => "calm",
    };

    public static string Text(this Authority authority) => authority switch
    {
        Authority.Own => "Thuộc thẩm quyền",
        Authority.Coordinated => "Cần phối hợp nhiều đơn vị",
        _ => "Vượt thẩm quyền",
    };

    public static string Text(this BusinessKind kind) => kind switch
    {
        BusinessKind.Enterprise => "Doanh nghiệp",
        BusinessKind.Cooperative => "Hợp tác xã",
        _ => "Hộ kinh doanh",
    };

    public static string Text(this Channel channel) => channel switch { Channel.Online => "Trực tuyến", Channel.Paper => "Bằng giấy", _ => "Nói tại hội nghị" };

    public static string Text(this AnswerHow how) => how switch
    {
        AnswerHow.AtConference => "Trả lời trực tiếp tại hội nghị",
        AnswerHow.InWriting => "Trả lời bằng văn bản",
        AnswerHow.ByDepartment => "Sở, ngành trả lời",
        _ => "Hướng dẫn gửi đúng cơ quan",
    };
}
