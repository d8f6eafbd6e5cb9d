-- Guarantees: a serving login makes integrations of the organization in scope and asks for
-- write-backs; the worker alone says what became of one, but for what a person settles.
-- Whose address a signed message came to is asked before a scope is known.
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
  check_error, updated_at, sealed_inbound_secret, sealed_previous_inbound_secret,
  previous_inbound_until) on custody.integrations to custody_app;
--> statement-breakpoint
grant select, insert, update (state, attempt_count, due_at, ticket_id, last_error, entry_id,
  finished_at) on custody.write_backs to custody_app;
--> statement-breakpoint
grant select, update (checked_at, check_error) on custody.integrations to custody_worker;
--> statement-breakpoint
grant select, insert, update (state, attempt_count, due_at, ticket_id, last_status,
  last_error, entry_id, finished_at) on custody.write_backs to custody_worker;
--> statement-breakpoint
create function custody.find_inbound(p_id text)
returns table (
  organization_id uuid, name text, is_enabled boolean, sealed_secret bytea,
  sealed_previous_secret bytea
)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select i.organization_id, i.name, i.is_enabled, i.sealed_inbound_secret,
    case when i.previous_inbound_until > clock_timestamp()
      then i.sealed_previous_inbound_secret end
  from custody.integrations i
  where i.id = p_id and i.sealed_inbound_secret is not null
$$;
--> statement-breakpoint
revoke all on function custody.find_inbound(text) from public;
--> statement-breakpoint
grant execute on function custody.find_inbound(text) to custody_app;
--> statement-breakpoint
create policy integrations_for_the_owner on custody.integrations
  for select to custody_owner using (true);
