-- Guarantees: every table that holds an organization's rows shows a serving login only the
-- organization in scope, and entries only the client in scope where one is set. The owner's
-- functions see all rows of the small tables, and of the log only the organization in scope.
-- Does not: stop injected SQL from entering another scope; that is why nothing injects.

do $$
declare
  scoped text;
begin
  foreach scoped in array array[
    'clients', 'memberships', 'client_assignments', 'api_keys', 'sessions',
    'folded_events', 'organization_heads', 'stream_heads', 'idempotency_keys'
  ] loop
    execute format('alter table custody.%I enable row level security', scoped);
    execute format('alter table custody.%I force row level security', scoped);
    execute format(
      'create policy %1$I on custody.%2$I for all to public
       using (organization_id = %3$s) with check (organization_id = %3$s)',
      scoped || '_of_the_organization_in_scope', scoped,
      '(select nullif(current_setting(''custody.organization_id'', true), '''')::uuid)');
  end loop;
  foreach scoped in array array[
    'organizations', 'clients', 'memberships', 'api_keys', 'sessions', 'users'
  ] loop
    execute format(
      'create policy %I on custody.%I for all to custody_owner
       using (true) with check (true)',
      scoped || '_for_owner_functions', scoped);
  end loop;
  foreach scoped in array array[
    'entries', 'organization_heads', 'stream_heads', 'organizations', 'clients'
  ] loop
    execute format(
      'create policy %I on custody.%I for select to custody_verifier, custody_sealer
       using (true)',
      scoped || '_for_verification', scoped);
  end loop;
end $$;
--> statement-breakpoint
alter table custody.organizations enable row level security;
--> statement-breakpoint
alter table custody.organizations force row level security;
--> statement-breakpoint
create policy organizations_in_scope on custody.organizations for all to public
  using (id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
alter table custody.users enable row level security;
--> statement-breakpoint
alter table custody.users force row level security;
--> statement-breakpoint
create policy users_of_the_organization_in_scope on custody.users for all to public
  using (exists (
    select from custody.memberships
    where memberships.user_id = users.id
      and memberships.organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)))
  with check (true);
--> statement-breakpoint
alter table custody.entries enable row level security;
--> statement-breakpoint
alter table custody.entries force row level security;
--> statement-breakpoint
create policy entries_in_scope on custody.entries for all
  to custody_app, custody_worker, custody_pruner
  using (
    organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and ((select nullif(current_setting('custody.client_id', true), '')::uuid) is null
      or client_id = (select nullif(current_setting('custody.client_id', true), '')::uuid)))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
create policy entries_for_owner_functions on custody.entries for all to custody_owner
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
create policy folded_events_for_the_worker on custody.folded_events
  for select to custody_worker using (true);
--> statement-breakpoint
revoke all on all tables in schema custody from public;
--> statement-breakpoint
revoke execute on all functions in schema custody from public;
--> statement-breakpoint
alter default privileges revoke execute on functions from public;
--> statement-breakpoint
grant usage on schema custody
  to custody_app, custody_worker, custody_sealer, custody_pruner, custody_verifier;
--> statement-breakpoint
grant execute on function
  custody.scope_organization(), custody.scope_client(),
  custody.enter_scope(uuid, uuid), custody.require_scope(uuid)
  to custody_app, custody_worker, custody_sealer, custody_pruner, custody_verifier;
--> statement-breakpoint
grant select on custody.installation, custody.organizations, custody.clients,
  custody.entries, custody.organization_heads, custody.stream_heads
  to custody_app, custody_worker, custody_sealer, custody_pruner, custody_verifier;
--> statement-breakpoint
grant select on custody.users, custody.memberships, custody.client_assignments,
  custody.api_keys, custody.sessions, custody.folded_events
  to custody_app, custody_worker;
--> statement-breakpoint
grant update (name, time_zone) on custody.organizations to custody_app;
--> statement-breakpoint
grant insert, update (slug, name, time_zone, archived_at) on custody.clients
  to custody_app;
--> statement-breakpoint
grant insert, update (email, name, password_hash, disabled_at) on custody.users
  to custody_app;
--> statement-breakpoint
grant insert, update (role, sees_whole_log), delete on custody.memberships
  to custody_app;
--> statement-breakpoint
grant insert, delete on custody.client_assignments to custody_app;
--> statement-breakpoint
grant insert, update (name, revoked_at, expires_at) on custody.api_keys to custody_app;
--> statement-breakpoint
grant insert, update (last_seen_at, revoked_at) on custody.sessions to custody_app;
--> statement-breakpoint
grant insert, update, delete on custody.folded_events to custody_app, custody_worker;
