drop function custody.find_session(text);
--> statement-breakpoint
create function custody.find_session(p_id text)
returns table (
  id text, organization_id uuid, user_id uuid, email text, name text, role text,
  sees_whole_log boolean, last_seen_at timestamptz, stage text, method text,
  issued_role text, proved_seconds_ago double precision
)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select s.id, s.organization_id, u.id, u.email, u.name, m.role, m.sees_whole_log,
    s.last_seen_at, s.stage, s.method, s.issued_role,
    extract(epoch from clock_timestamp() - s.proved_at)::double precision
  from custody.sessions s
  join custody.users u on u.id = s.user_id and u.disabled_at is null
  join custody.memberships m
    on m.organization_id = s.organization_id and m.user_id = s.user_id
  where s.id = p_id and s.revoked_at is null and s.expires_at > clock_timestamp()
$$;
--> statement-breakpoint
grant execute on function custody.find_session(text) to custody_app, custody_worker;
--> statement-breakpoint
alter table custody.mails enable row level security;
--> statement-breakpoint
alter table custody.mails force row level security;
--> statement-breakpoint
create policy mails_of_the_organization_in_scope on custody.mails for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
create policy mails_for_the_worker on custody.mails for select to custody_worker using (true);
--> statement-breakpoint
grant select, insert on custody.mails to custody_app, custody_worker;
--> statement-breakpoint
grant update (sealed_body, due_at, attempt_count, sent_at, failed_at, last_error), delete
  on custody.mails to custody_worker;
--> statement-breakpoint
alter table custody.invitations enable row level security;
--> statement-breakpoint
alter table custody.invitations force row level security;
--> statement-breakpoint
create policy invitations_of_the_organization_in_scope on custody.invitations for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
create policy invitations_for_owner_functions on custody.invitations for all to custody_owner
  using (true) with check (true);
--> statement-breakpoint
grant select, insert, update (token_hash, expires_at, accepted_at, revoked_at)
  on custody.invitations to custody_app;
--> statement-breakpoint
grant select on custody.invitations to custody_worker;
--> statement-breakpoint
create function custody.find_invitation(p_token_hash bytea)
returns table (
  id uuid, organization_id uuid, organization_name text, email text, name text,
  role text, is_open boolean, user_id uuid
)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select i.id, i.organization_id, o.name, i.email, i.name, i.role,
    i.accepted_at is null and i.revoked_at is null and i.expires_at > clock_timestamp(),
    u.id
  from custody.invitations i
  join custody.organizations o on o.id = i.organization_id
  left join custody.users u on u.email = i.email
  where i.token_hash = p_token_hash
$$;
--> statement-breakpoint
grant execute on function custody.find_invitation(bytea) to custody_app, custody_worker;
