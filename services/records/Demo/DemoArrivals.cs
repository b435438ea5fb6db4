using Dialogue.Hosting.Demo;
using Dialogue.Records.Registers;
using Microsoft.Extensions.DependencyInjection;

namespace Dialogue.Records.Demo;

/// <summary>The clerk's slice of the demo: the papers that came to the two model communes by post. What the city's services issue enters the registers by itself.</summary>
internal static class DemoArrivals
{
    public static Task Seed(IServiceProvider services, DemoScript script, CancellationToken cancellationToken) =>
        services.GetRequiredService<EachTenant>().Run<RecordsDb>(async (db, scope, token) =>
        {
            if (scope.GetRequiredService<CurrentTenant>().Slug is not ("dai-son" or "thien-huong") || await db.Register.AnyAsync(e => e.Incoming && e.ByHand, token)) return;
            scope.GetRequiredService<CurrentUser>().Set(null, "Văn thư", []);
            var enter = scope.GetRequiredService<EnterIncoming>();
            var year = script.Today.Year;
            (string Sender, string Type, string Number, DateOnly On, DateOnly Arrived, string Subject, string Signer, string? PassedTo)[] papers =
            [
                ("UBND thành phố Hải Phòng", "KH", "82/KH-UBND", new(year, 3, 16), new(year, 3, 18), "Đối thoại với doanh nghiệp, hợp tác xã, hộ kinh doanh trên địa bàn thành phố", "Chủ tịch UBND thành phố", "Phòng Kinh tế"),
                ("Sở Tài chính thành phố Hải Phòng", "CV", "1204/STC-DN", new(year, 3, 25), new(year, 3, 27), "Đôn đốc gửi kế hoạch đối thoại doanh nghiệp trước ngày 15/4", "Giám đốc Sở", "Phòng Kinh tế"),
                ("Hiệp hội Doanh nghiệp thành phố Hải Phòng", "CV", "45/HHDN", new(year, 8, 28), new(year, 9, 1), "Đề nghị thông báo lịch đối thoại doanh nghiệp cuối năm", "Chủ tịch Hiệp hội", null),
            ];
            foreach (var p in papers.Where(p => p.Arrived <= script.Today))
                await enter.Handle(new() { Sender = p.Sender, Type = p.Type, Number = p.Number, IssuedOn = p.On, ArrivedOn = p.Arrived, Subject = p.Subject, Signer = p.Signer, PassedTo = p.PassedTo }, null, token);
        }, Capability.HoldsDialogues, cancellationToken);
}
