using Dialogue.Kernel;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dialogue.Hosting.Problems;

/// <summary>A broken rule is the caller's news: 409 with its stable code, never logged as an error.</summary>
internal sealed class RuleBrokenHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        var (status, code, title, field) = exception switch
        {
            RuleBrokenException { Code: "file-too-large" } rule => (413, rule.Code, rule.Message, rule.Field),
            RuleBrokenException { Code: "file-type" or "file-empty" } rule => (422, rule.Code, rule.Message, rule.Field),
            RuleBrokenException rule => (409, rule.Code, rule.Message, rule.Field),
            DbUpdateConcurrencyException => (409, "changed-meanwhile", "Nội dung này vừa được người khác thay đổi. Hãy tải lại để xem bản mới nhất.", null),
            BadHttpRequestException { StatusCode: 413 } => (413, "too-large", "Nội dung gửi lên quá lớn: mỗi tệp tối đa 20 MB, tất cả tối đa 50 MB.", null),
            BadHttpRequestException bad => (bad.StatusCode, "bad-request", "Yêu cầu không đọc được. Hãy kiểm tra nội dung gửi lên.", null),
            _ => (0, "", "", null),
        };
        if (status == 0) return false;

        http.Response.StatusCode = status;
        var details = new ProblemDetails { Status = status, Title = title, Type = $"urn:dialogue:{code}" };
        if (field is not null) details.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [title] };
        return await problems.TryWriteAsync(new() { HttpContext = http, ProblemDetails = details });
    }
}
