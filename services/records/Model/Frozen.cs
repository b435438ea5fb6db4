namespace Dialogue.Records.Model;

/// <summary>PostgreSQL itself refuses to change what was issued, whatever the program does: only what a clerk adds later may be written.</summary>
internal static class Frozen
{
    public const string Create = """
        create function records.keep_frozen() returns trigger language plpgsql as $$
        begin
            raise exception '% is frozen', tg_table_name using errcode = 'check_violation';
        end $$;
        create trigger keep_frozen before update on records.register for each row
            when ((to_jsonb(old) - array['originals', 'passed_to', 'passed_on', 'remark']) is distinct from (to_jsonb(new) - array['originals', 'passed_to', 'passed_on', 'remark']))
            execute function records.keep_frozen();
        create trigger keep_frozen before update on records.signed_originals for each row execute function records.keep_frozen();
        create trigger keep_frozen before update on records.templates for each row execute function records.keep_frozen();
        """;

    /// <summary>A slip of the pen in a line that was written by hand may be mended; the numbers that the register gave, never.</summary>
    public const string AllowCorrections = """
        drop trigger keep_frozen on records.register;
        create function records.may_change(entry records.register) returns text[] language sql immutable as $$
            select array['originals', 'passed_to', 'passed_on', 'remark']
                || case when entry.by_hand then array['issued_on', 'day', 'subject', 'signer', 'search_text'] else array[]::text[] end
                || case when entry.by_hand and entry.incoming then array['sender_name', 'type_name', 'number'] else array[]::text[] end
                || case when entry.by_hand and not entry.incoming then array['signer_title', 'receivers', 'kept_by'] else array[]::text[] end
        $$;
        create trigger keep_frozen before update on records.register for each row
            when ((to_jsonb(old) - records.may_change(old)) is distinct from (to_jsonb(new) - records.may_change(old)))
            execute function records.keep_frozen();
        """;

    public const string ForbidCorrections = """
        drop trigger keep_frozen on records.register;
        drop function records.may_change(records.register);
        create trigger keep_frozen before update on records.register for each row
            when ((to_jsonb(old) - array['originals', 'passed_to', 'passed_on', 'remark']) is distinct from (to_jsonb(new) - array['originals', 'passed_to', 'passed_on', 'remark']))
            execute function records.keep_frozen();
        """;

    public const string Drop = """
        drop trigger keep_frozen on records.register;
        drop trigger keep_frozen on records.signed_originals;
        drop trigger keep_frozen on records.templates;
        drop function records.keep_frozen();
        """;
}
