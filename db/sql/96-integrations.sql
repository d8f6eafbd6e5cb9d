-- Guarantees: a serving login makes integrations of the organization in scope and asks for
-- write-backs; the worker alone says what became of one, but for what a person settles.
-- Does not: read a credential; they are encrypted with a key the database never has.

do $$
declare
  scoped text;
begin
  foreach scoped in array array['integrations', 'write_backs'] loop
    execute format('alter table custody.%I enable row level security', scoped);
    execute format('alter table custody.%I force row level security', scoped);
    execute format(
      'create policy %1$I on custody.%2$I for all to public
       using (organization_id = %3$s and %4$s) with check (organization_id = %3$s)',
      scoped || '_of_the_organization_in_scope', scoped,
      '(select nullif(current_setting(''custody.organization_id'', true), '''')::uuid)',
      '(select coalesce(current_setting(''custody.client_id'', true), '''') = '''')');
    execute format('revoke all on custody.%I from public', scoped);
  end loop;
end $$;
--> statement-breakpoint
create policy write_backs_for_the_worker on custody.write_backs
  for select to custody_worker using (true);
--> statement-breakpoint
grant select, insert, update (name, settings, sealed_credentials, is_enabled, checked_at,
  check_error, updated_at) on custody.integrations to custody_app;
--> statement-breakpoint
grant select, insert, update (state, attempt_count, due_at, ticket_id, last_error, entry_id,
  finished_at) on custody.write_backs to custody_app;
--> statement-breakpoint
grant select, update (checked_at, check_error) on custody.integrations to custody_worker;
--> statement-breakpoint
grant select, insert, update (state, attempt_count, due_at, ticket_id, last_status,
  last_error, entry_id, finished_at) on custody.write_backs to custody_worker;
