using Dialogue.Data.Works;

namespace Dialogue.Web.Works;

/// <summary>How far a work is, as people and their browsers are told.</summary>
/// <param name="State">queued, running, done, failed or cancelled.</param>
/// <param name="Total">0 while it is not known.</param>
/// <param name="Text">One short sentence in Vietnamese.</param>
public sealed record WorkProgress(Guid Id, string Title, string State, int Done, int Total, string Text, string Error, bool Ended)
{
    public static WorkProgress Of(Work work) =>
        new(work.Id, work.Title, work.State.ToString().ToLowerInvariant(), work.Done, work.Total, Say(work), work.Error, work.Ended);

    private static string Say(Work work) => work.State switch
    {
        WorkState.Queued => "Đang chờ đến lượt",
        WorkState.Running when work.CancelAsked => "Đang dừng",
        WorkState.Running when work.Total > 0 => $"Đã xong {Vn.Count(work.Done)} trên {Vn.Count(work.Total)}",
        WorkState.Running when work.Done > 0 => $"Đã xong {Vn.Count(work.Done)}",
        WorkState.Running => "Đang bắt đầu",
        WorkState.Done => "Đã xong",
        WorkState.Cancelled => "Đã hủy",
        _ => "Chưa làm được",
    };
}

internal static class WorkWords
{
    /// <summary>Colour of a state's tag.</summary>
    public static string Kind(WorkState state) => state switch { WorkState.Done => "ok", WorkState.Failed => "bad", WorkState.Cancelled => "plain", _ => "calm" };
}
