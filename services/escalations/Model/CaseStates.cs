namespace Dialogue.Escalations.Model;

/// <summary>Where a case stands for the city office.</summary>
public enum CityCaseState
{
    /// <summary>Waits to be directed: newly reported, or come back from a department.</summary>
    Received,

    /// <summary>At a department.</summary>
    Directed,
    Answered,

    /// <summary>Sent back to the commune with a reason.</summary>
    Returned,
}

/// <summary>Where a case stands for a department.</summary>
public enum DepartmentCaseState
{
    /// <summary>To be answered, with or without a draft.</summary>
    Open,

    /// <summary>The draft waits for a leader.</summary>
    AwaitingApproval,
    Answered,

    /// <summary>Given back to the city office: not this department's authority.</summary>
    Returned,

    /// <summary>Taken back by the city office.</summary>
    Withdrawn,
}

internal static class CaseStates
{
    public static bool CanBecome(this CityCaseState state, CityCaseState next) => (state, next) switch
    {
        (CityCaseState.Received, CityCaseState.Directed or CityCaseState.Returned) => true,
        // To another department, back from one, answered by one, or found to be wrongly sent after all.
        (CityCaseState.Directed, CityCaseState.Directed or CityCaseState.Received or CityCaseState.Answered or CityCaseState.Returned) => true,
        _ => false,
    };

    public static bool CanBecome(this DepartmentCaseState state, DepartmentCaseState next) => (state, next) switch
    {
        (DepartmentCaseState.Open, DepartmentCaseState.Open or DepartmentCaseState.AwaitingApproval or DepartmentCaseState.Answered or DepartmentCaseState.Returned) => true,
        (DepartmentCaseState.AwaitingApproval, DepartmentCaseState.Open or DepartmentCaseState.Answered or DepartmentCaseState.Returned) => true,
        // The city office decides: it may take back what is not answered, and direct again what it had taken back or been given back.
        (DepartmentCaseState.Open or DepartmentCaseState.AwaitingApproval, DepartmentCaseState.Withdrawn) => true,
        (DepartmentCaseState.Returned or DepartmentCaseState.Withdrawn, DepartmentCaseState.Open) => true,
        _ => false,
    };

    public static bool IsOpen(this DepartmentCaseState state) => state is DepartmentCaseState.Open or DepartmentCaseState.AwaitingApproval;
}

/// <summary>States as people read them.</summary>
internal static class Words
{
    public static string Of(CityCaseState state) => state switch
    {
        CityCaseState.Received => "Chờ chuyển xử lý",
        CityCaseState.Directed => "Đang ở sở, ngành",
        CityCaseState.Answered => "Đã trả lời",
        _ => "Đã trả lại nơi gửi",
    };

    public static string Kind(CityCaseState state) => state switch
    {
        CityCaseState.Received => "warn",
        CityCaseState.Answered => "ok",
        _ => "calm",
    };

    public static string Of(DepartmentCaseState state) => state switch
    {
        DepartmentCaseState.Open => "Chờ trả lời",
        DepartmentCaseState.AwaitingApproval => "Chờ lãnh đạo ký",
        DepartmentCaseState.Answered => "Đã trả lời",
        DepartmentCaseState.Returned => "Đã trả lại UBND thành phố",
        _ => "Đã được UBND thành phố rút",
    };

    public static string Kind(DepartmentCaseState state) => state switch
    {
        DepartmentCaseState.Open => "calm",
        DepartmentCaseState.AwaitingApproval => "warn",
        DepartmentCaseState.Answered => "ok",
        _ => "plain",
    };

    public static string Act(DepartmentCaseState next) => next switch
    {
        DepartmentCaseState.Open => "sửa dự thảo",
        DepartmentCaseState.AwaitingApproval => "trình ký",
        DepartmentCaseState.Answered => "trả lời",
        DepartmentCaseState.Returned => "trả lại",
        _ => "rút",
    };

    public static string Business(string kind) => kind switch
    {
        "Enterprise" => "doanh nghiệp",
        "Cooperative" => "hợp tác xã",
        "Household" => "hộ kinh doanh",
        _ => kind,
    };
}
