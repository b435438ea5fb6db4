namespace Dialogue.Planning.Plans.Model;

public enum PlanStatus
{
    Draft, AwaitingSignature, Issued, Sent,
}

internal static class PlanStatuses
{
    public static bool CanBecome(this PlanStatus status, PlanStatus next) => (status, next) switch
    {
        (PlanStatus.Draft, PlanStatus.AwaitingSignature) => true,
        (PlanStatus.AwaitingSignature, PlanStatus.Draft or PlanStatus.Issued) => true,
        (PlanStatus.Issued, PlanStatus.Sent) => true,
        _ => false,
    };

    public static string Name(this PlanStatus status) => status switch
    {
        PlanStatus.Draft => "Đang soạn",
        PlanStatus.AwaitingSignature => "Chờ ký",
        PlanStatus.Issued => "Đã ban hành",
        _ => "Đã gửi",
    };
}
