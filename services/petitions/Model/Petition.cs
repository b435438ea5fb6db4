using Dialogue.Contracts.Escalations;
using Dialogue.Data;
using Dialogue.Kernel;

namespace Dialogue.Petitions;

/// <summary>
/// One request of one business, from receipt to publication. Verbs outside, one door (<see cref="Become"/>) inside. Dates are legal days and
/// are passed in; due dates come from <see cref="AnswerTerms"/>.
/// </summary>
public sealed class Petition : IAggregate
{
    private const int TitleLength = 120;

    private Petition() { }

    public Guid Id { get; private set; }
    public TenantId TenantId { get; private set; }

    /// <summary>See <see cref="TrackingCode"/>.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Several requests sent at once share it, and with it their contact and their receipt.</summary>
    public Guid SubmissionId { get; private set; }

    /// <summary>Given by the form or the caller: a second submission with the same key leads to the first one's receipt.</summary>
    public Guid Key { get; private set; }

    /// <summary>Place within its submission, from 1.</summary>
    public int Ordinal { get; private set; }

    public BusinessKind BusinessKind { get; private set; }
    [NotInHistory] public string BusinessName { get; private set; } = "";
    [NotInHistory] public string TaxCode { get; private set; } = "";
    [NotInHistory] public string BusinessAddress { get; private set; } = "";
    [NotInHistory] public string RepresentativeName { get; private set; } = "";
    [NotInHistory] public string RepresentativeTitle { get; private set; } = "";

    /// <summary>0xxxxxxxxx.</summary>
    [NotInHistory] public string Phone { get; private set; } = "";
    [NotInHistory] public string Email { get; private set; } = "";

    /// <summary>Consent to show the unit's name with the published petition. Consent to use the data at all is a condition of filing.</summary>
    public bool PublishName { get; private set; }

    [NotInHistory] public string Text { get; private set; } = "";

    /// <summary>First words of the request; an officer clears it of personal data.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The title folded (<see cref="TrackingCode.Fold"/>), for the public search.</summary>
    [NotInHistory] public string TitleFolded { get; private set; } = "";

    public string FieldCode { get; private set; } = "";
    public Channel Channel { get; private set; }
    public Guid? ConferenceId { get; private set; }

    /// <summary>Year of the conference, or of the receipt outside any: whose rule set holds.</summary>
    public int Year { get; private set; }
    public DateOnly ReceivedOn { get; private set; }
    public DateTimeOffset FiledAt { get; private set; }
    public bool CountsForConditions { get; private set; }

    public PetitionStatus Status { get; private set; }
    public Authority? Authority { get; private set; }
    public Guid? OfficeId { get; private set; }
    public List<Part> Parts { get; private set; } = [];

    /// <summary>What the organisation owes and until when: the answer, or beyond authority the report. Null while no term runs.</summary>
    [NotInHistory] public Deadline? Deadline { get; private set; }

    /// <summary>Of <see cref="Deadline"/>, for lists and the history.</summary>
    public DateOnly? Due { get; private set; }

    [NotInHistory] public string Draft { get; private set; } = "";

    [NotInHistory] public string? Answer { get; private set; }
    public AnswerHow? AnsweredHow { get; private set; }
    public string AnswerNumber { get; private set; } = "";
    public DateOnly? AnsweredOn { get; private set; }

    /// <summary>Office, delegate or agency that answered, or to which the business was guided.</summary>
    public string AnsweredBy { get; private set; } = "";

    /// <summary>Frozen when answered; null while open, and without a term.</summary>
    public bool? OnTime { get; private set; }
    public string? DelayCause { get; private set; }
    public DateOnly? PublishedOn { get; private set; }

    /// <summary>What the business said of the answer, and on which day; null while it has said nothing.</summary>
    public Agreement? Agreement { get; private set; }
    public DateOnly? AgreementOn { get; private set; }

    public string Why { get; private set; } = "";
    public string Opinion { get; private set; } = "";
    public string ReportNumber { get; private set; } = "";
    public DateOnly? ReportedOn { get; private set; }

    /// <summary>The case that the report became, and the newest version of it that is known.</summary>
    public Guid? CaseId { get; private set; }
    public long CaseVersion { get; private set; }

    /// <summary>Received, Directed, Answered, Returned; empty without a case.</summary>
    public string CaseState { get; private set; } = "";
    public string DepartmentName { get; private set; } = "";
    public DateOnly? DirectedOn { get; private set; }

    /// <summary>The department's own (proposed) last day.</summary>
    public DateOnly? CaseDue { get; private set; }
    public string ReturnReason { get; private set; } = "";

    /// <summary>The day on which the city returned it: the organisation's term starts anew.</summary>
    public DateOnly? RestartedOn { get; private set; }

    /// <summary>What happened last, in people's words; its history is the timeline.</summary>
    public string LastAct { get; private set; } = "";

    /// <summary>Kinds of duty that were open when the petition was last told about.</summary>
    [NotInHistory] public List<string> Owed { get; private set; } = [];

    /// <summary>Of the snapshots that are published; grows with every change.</summary>
    public long Version { get; private set; }

    /// <summary>xmin: an edit of something that changed meanwhile is refused.</summary>
    public uint RowVersion { get; private set; }

    private const string TakenOff = "Gỡ khỏi trang công khai";

    /// <param name="key">Of the submission; unique in the organisation together with <paramref name="ordinal"/>.</param>
    /// <exception cref="RuleBrokenException"><c>received-after-conference</c>.</exception>
    public static Petition File(
        Guid id, string code, Guid submission, Guid key, int ordinal, Contact contact, string text, string field, Channel channel, DateOnly receivedOn,
        DateTimeOffset at, ConferenceCopy? conference, AnswerTerms terms)
    {
        if (conference is not null && conference.Held != false && receivedOn > conference.Day) throw PetitionRules.AfterConference(conference.Day);
        var petition = new Petition
        {
            Id = id, Code = code, SubmissionId = submission, Key = key, Ordinal = ordinal, BusinessKind = contact.Kind, BusinessName = contact.Name, TaxCode = contact.TaxCode,
            BusinessAddress = contact.Address, RepresentativeName = contact.Representative, RepresentativeTitle = contact.Title, Phone = contact.Phone, Email = contact.Email,
            PublishName = contact.PublishName, Text = text.Trim(), FieldCode = field, Channel = channel, ReceivedOn = receivedOn, FiledAt = at,
            ConferenceId = conference?.Id, Year = conference?.Year ?? receivedOn.Year, CountsForConditions = conference?.Counts(receivedOn, channel) ?? false,
            LastAct = channel switch
            {
                Channel.Online => "Tiếp nhận trực tuyến",
                Channel.Paper => "Tiếp nhận bằng giấy",
                _ => "Ghi nhận ý kiến nói tại hội nghị",
            },
            Version = 1,
        };
        petition.Entitle(FirstWords(petition.Text));
        petition.SetDeadline(terms);
        return petition;
    }

    /// <summary>Says whose matter it is. May be said again until an answer waits for its signature; the clock follows.</summary>
    public void Triage(string field, Authority authority, Guid? office, string officeName, string title, AnswerTerms terms)
    {
        Become(authority != Petitions.Authority.Beyond && Draft.Length > 0 && Status is PetitionStatus.Drafting ? PetitionStatus.Drafting : PetitionStatus.Triaged,
            $"Phân loại: {authority.Text().ToLowerInvariant()}{(officeName.Length > 0 ? $", giao {officeName}" : "")}");
        (FieldCode, Authority, OfficeId) = (field, authority, office);
        Entitle(title.Trim());
        SetDeadline(terms);
    }

    /// <summary>Shares a coordinated petition out; the clock of the whole stays one.</summary>
    public void Share(IEnumerable<Part> parts)
    {
        if (Authority != Petitions.Authority.Coordinated || !Status.IsOwed()) throw PetitionRules.NotCoordinated();
        Parts = [.. parts];
        Touch($"Phần việc phối hợp: {Parts.Count(p => p.Done)} trên {Parts.Count} đã xong");
    }

    /// <summary>The assignment to its office was put on paper.</summary>
    public void Assign(string number)
    {
        if (!Status.IsOwed()) throw PetitionRules.CannotBecome(PetitionStatus.Triaged, Code, Status);
        if (OfficeId is null) throw PetitionRules.NotAssigned();
        Touch($"Ban hành phiếu chuyển số {number}");
    }

    public void SaveDraft(string text)
    {
        if (Authority is null) throw PetitionRules.NotTriaged();
        if (Authority == Petitions.Authority.Beyond) throw PetitionRules.BeyondAuthority();
        if (string.IsNullOrWhiteSpace(text)) throw PetitionRules.DraftIsEmpty();
        if (Status == PetitionStatus.AwaitingApproval) throw PetitionRules.CannotBecome(PetitionStatus.Drafting, Code, Status);
        Become(PetitionStatus.Drafting, "Soạn dự thảo trả lời");
        Draft = text.Trim();
    }

    public void Submit()
    {
        if (Draft.Length == 0) throw PetitionRules.DraftIsEmpty();
        Become(PetitionStatus.AwaitingApproval, "Trình lãnh đạo ký");
    }

    /// <summary>The leader does not sign yet.</summary>
    public void SendBack(string reason)
    {
        if (Status != PetitionStatus.AwaitingApproval) throw PetitionRules.CannotBecome(PetitionStatus.Drafting, Code, Status);
        Become(PetitionStatus.Drafting, $"Lãnh đạo trả lại dự thảo: {reason.Trim()}");
    }

    /// <summary>Signed, numbered, dated and sent: the term stops here.</summary>
    /// <exception cref="RuleBrokenException">Not submitted; a date ahead or before the receipt; late without a cause.</exception>
    public void Issue(string number, DateOnly date, string? delayCause, DateOnly today)
    {
        if (Status != PetitionStatus.AwaitingApproval) throw PetitionRules.CannotBecome(PetitionStatus.Answered, Code, Status);
        number = PetitionRules.Number(number);
        Stop(date, delayCause, today);
        Become(PetitionStatus.Answered, $"Ban hành văn bản trả lời số {number}");
        (AnswerNumber, Answer, AnsweredHow, AnsweredOn) = (number, Draft, AnswerHow.InWriting, date);
        OnTime = Kept(date);
    }

    /// <summary>Answered by word of mouth at its conference, recorded and confirmed by the chair: the term stops on that day.</summary>
    /// <param name="by">The office, or the department whose delegate answered.</param>
    public void AnswerAtConference(string text, string by, bool byDepartment, bool confirmed, ConferenceCopy? conference, DateOnly today)
    {
        if (conference is null || conference.Id != ConferenceId) throw PetitionRules.NoConference();
        if (conference.Held == false) throw PetitionRules.ConferenceNotHeld();
        if (conference.Day > today) throw PetitionRules.ConferenceAhead(conference.Day);
        if (string.IsNullOrWhiteSpace(text)) throw PetitionRules.AnswerIsEmpty();
        if (!confirmed) throw PetitionRules.NotConfirmed();
        if (Status is PetitionStatus.Escalated) throw PetitionRules.CannotBecome(PetitionStatus.Answered, Code, Status);
        Become(PetitionStatus.Answered, $"{by} trả lời trực tiếp tại hội nghị, chủ trì xác nhận");
        (Answer, AnsweredBy, AnsweredHow, AnsweredOn) = (text.Trim(), by, AnswerHow.AtConference, conference.Day);
        Authority ??= byDepartment ? Petitions.Authority.Beyond : Petitions.Authority.Own;
        OnTime = Deadline is null || Kept(conference.Day) == true;
    }

    /// <summary>The business is told which agency to go to; only where the rule set has that route.</summary>
    public void Redirect(string agency, string guidance, string number, DateOnly date, string? delayCause, DateOnly today, RuleSet rules)
    {
        if (Authority != Petitions.Authority.Beyond) throw PetitionRules.NotBeyondAuthority();
        if (!rules[RuleKeys.EscalationRoutes].Words.Contains("redirect")) throw PetitionRules.NoRedirectRoute();
        number = PetitionRules.Number(number);
        Stop(date, delayCause, today);
        Become(PetitionStatus.Redirected, $"Hướng dẫn gửi {agency}, văn bản số {number}");
        (Answer, AnsweredBy, AnswerNumber, AnsweredHow, AnsweredOn) = (guidance.Trim(), agency, number, AnswerHow.Redirected, date);
        OnTime = Kept(date);
    }

    /// <summary>Reported to the city office: the organisation's own duty ends, the petition stays open for its petitioner.</summary>
    public void Report(string number, DateOnly date, string why, string opinion, string? delayCause, DateOnly today)
    {
        if (Authority != Petitions.Authority.Beyond) throw PetitionRules.NotBeyondAuthority();
        number = PetitionRules.Number(number);
        Stop(date, delayCause, today);
        Become(PetitionStatus.Escalated, $"Báo cáo UBND thành phố, văn bản số {number}");
        (ReportNumber, ReportedOn, Why, Opinion, ReturnReason, CaseState, DepartmentName) = (number, date, why.Trim(), opinion.Trim(), "", "Received", "");
        (DirectedOn, CaseDue) = (null, null);
    }

    /// <summary>What the city office or a department did with the report.</summary>
    /// <returns>False when the message is older than what is known, or no longer concerns this petition.</returns>
    public bool Follow(CaseChanged message, DateOnly today, Func<Petition, AnswerTerms> terms)
    {
        if (Status != PetitionStatus.Escalated || (CaseId == message.CaseId && CaseVersion >= message.Version)) return false;
        (CaseId, CaseVersion) = (message.CaseId, message.Version);
        (CaseState, DepartmentName, DirectedOn, CaseDue) = (message.State, message.DepartmentName, message.DirectedOn, message.Due);
        switch (message.State)
        {
            case "Answered":
                Become(PetitionStatus.Answered, $"{DepartmentName} trả lời{(message.AnswerNumber.Length > 0 ? $", văn bản số {message.AnswerNumber}" : "")}");
                (Answer, AnswerNumber, AnsweredOn, AnsweredBy, AnsweredHow) =
                    (message.Answer ?? "", message.AnswerNumber, message.AnsweredOn ?? today, DepartmentName, AnswerHow.ByDepartment);
                // The organisation's own timeliness is that of its report; the department's is the department's.
                OnTime = Due is { } due ? ReportedOn <= due : null;
                break;
            case "Returned":
                (ReturnReason, RestartedOn) = (message.Reason ?? "", today);
                Become(PetitionStatus.Triaged, $"UBND thành phố trả lại: {ReturnReason}");
                SetDeadline(terms(this));
                break;
            case "Directed":
                Touch($"UBND thành phố giao {DepartmentName} giải quyết");
                break;
            default:
                Touch("UBND thành phố đã nhận báo cáo");
                break;
        }
        return true;
    }

    public void Publish(DateOnly today)
    {
        if (Status.IsOpen() || string.IsNullOrEmpty(Answer)) throw PetitionRules.NothingToPublish();
        if (PublishedOn is not null) return;
        PublishedOn = today;
        Touch("Công khai kiến nghị và câu trả lời");
    }

    public void Unpublish()
    {
        if (PublishedOn is null) return;
        PublishedOn = null;
        Touch(TakenOff);
    }

    /// <summary>The business says whether it agrees with the answer; it may think again.</summary>
    /// <exception cref="RuleBrokenException"><c>petition-not-answered</c>.</exception>
    public void Say(Agreement agreement, DateOnly today)
    {
        if (Status.IsOpen()) throw PetitionRules.NotAnsweredYet();
        if (Agreement == agreement) return;
        (Agreement, AgreementOn) = (agreement, today);
        Touch($"Đơn vị kiến nghị cho biết: {agreement.Text().ToLowerInvariant()} với kết quả trả lời");
    }

    /// <summary>Offices with a share in it besides the one that leads, in the order in which they were given theirs.</summary>
    public IEnumerable<Guid> CoOffices() => Parts.Select(p => p.OfficeId).Where(o => o != OfficeId).Distinct();

    /// <summary>
    /// Whether its answer may be shown to everybody, is not, and nobody has decided so by taking it off. What the business says of its answer later
    /// changes nothing in that.
    /// </summary>
    public bool AwaitsPublication() => !Status.IsOpen() && PublishedOn is null && !string.IsNullOrEmpty(Answer) && LastAct != TakenOff && (Agreement is null || Owed.Contains(Announcements.PublishAnswer));

    /// <summary>Shares that other offices than the one that leads still owe.</summary>
    public IEnumerable<Part> OpenParts() => Status.IsOwed() && Authority == Petitions.Authority.Coordinated ? Parts.Where(p => !p.Done && p.OfficeId != OfficeId) : [];

    /// <summary>Its conference, the calendar or both have changed: what is still owed is counted anew; what is closed never.</summary>
    /// <returns>False when nothing came out differently.</returns>
    public bool Recount(AnswerTerms terms)
    {
        if (!Status.IsOwed()) return false;
        var counts = terms.Conference?.Counts(ReceivedOn, Channel) ?? false;
        var next = terms.For(Authority, ReceivedOn, RestartedOn);
        if (counts == CountsForConditions && next?.Due == Due && next?.Start == Deadline?.Start && next?.RuleKey == Deadline?.RuleKey
            && next?.Official == Deadline?.Official) return false;
        var act = next?.Due == Due ? "Tính lại căn cứ của thời hạn"
            : next is null ? "Thời hạn chưa chạy: hội nghị chưa họp"
            : Due is { } old ? $"Thời hạn đổi từ {old.Day}/{old.Month}/{old.Year} sang {next.Due.Day}/{next.Due.Month}/{next.Due.Year}"
            : $"Thời hạn bắt đầu chạy, đến {next.Due.Day}/{next.Due.Month}/{next.Due.Year}";
        (CountsForConditions, Deadline, Due) = (counts, next, next?.Due);
        Touch(act);
        return true;
    }

    internal void NowOwes(List<string> kinds)
    {
        if (!Owed.SequenceEqual(kinds)) Owed = kinds;
    }

    private void Become(PetitionStatus next, string act)
    {
        if (!Status.CanBecome(next)) throw PetitionRules.CannotBecome(next, Code, Status);
        Status = next;
        Touch(act);
    }

    private void Touch(string act)
    {
        LastAct = act.Length > 500 ? act[..500] : act;
        Version++;
    }

    /// <summary>The organisation's clock stops on <paramref name="date"/>; late only with a cause.</summary>
    private void Stop(DateOnly date, string? delayCause, DateOnly today)
    {
        if (date > today) throw PetitionRules.DateAhead();
        if (date < ReceivedOn) throw PetitionRules.DateBeforeReceipt(ReceivedOn);
        if (!string.IsNullOrWhiteSpace(delayCause)) DelayCause = delayCause.Trim();
        if (Due is { } due && date > due && DelayCause is null) throw PetitionRules.DelayCauseMissing(due);
    }

    private bool? Kept(DateOnly date) => Due is { } due ? date <= due : null;

    private void SetDeadline(AnswerTerms terms)
    {
        Deadline = terms.For(Authority, ReceivedOn, RestartedOn);
        Due = Deadline?.Due;
    }

    private void Entitle(string title)
    {
        if (title.Length == 0) title = FirstWords(Text);
        Title = title.Length > 200 ? title[..200] : title;
        TitleFolded = TrackingCode.Fold(Title);
    }

    /// <summary>The first sentence, or as many whole words as fit.</summary>
    internal static string FirstWords(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, 40, StringSplitOptions.RemoveEmptyEntries).Take(39));
        var stop = line.IndexOfAny(['.', ';', '?', '!']);
        if (stop is > 20 and < TitleLength) return line[..stop];
        if (line.Length <= TitleLength) return line.TrimEnd('.', ';', ',');
        var space = line.LastIndexOf(' ', TitleLength);
        return line[..(space > 40 ? space : TitleLength)] + "…";
    }
}

/// <summary>One office's share of a coordinated petition.</summary>
/// <param name="Due">A sub-deadline that the lead office sets; not later than the petition's own.</param>
public sealed record Part(Guid Id, Guid OfficeId, string Task, DateOnly? Due, bool Done);

/// <summary>Who asks. Personal data: see rules on consent.</summary>
/// <param name="Phone">0xxxxxxxxx.</param>
public sealed record Contact(
    BusinessKind Kind, string Name, string TaxCode, string Address, string Representative, string Title, string Phone, string Email, bool PublishName);
