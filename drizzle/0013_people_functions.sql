do $$
declare
  scoped text;
begin
  foreach scoped in array array[
    'api_key_days', 'role_permissions', 'contacts', 'organization_logos'
  ] loop
    execute format('alter table custody.%I enable row level security', scoped);
    execute format('alter table custody.%I force row level security', scoped);
    execute format(
      'create policy %1$I on custody.%2$I for all to public
       using (organization_id = %3$s) with check (organization_id = %3$s)',
      scoped || '_of_the_organization_in_scope', scoped,
      '(select nullif(current_setting(''custody.organization_id'', true), '''')::uuid)');
  end loop;
end $$;
--> statement-breakpoint
create policy memberships_for_the_worker on custody.memberships
  for select to custody_worker using (true);
--> statement-breakpoint
grant select on custody.api_key_days, custody.role_permissions, custody.contacts,
  custody.organization_logos to custody_app, custody_worker;
--> statement-breakpoint
grant insert, update (use_count, refused_count) on custody.api_key_days to custody_app;
--> statement-breakpoint
grant insert, update (is_granted), delete on custody.role_permissions to custody_app;
--> statement-breakpoint
grant insert, update (name, email, phone, job_title, portal_granted_at), delete
  on custody.contacts to custody_app;
--> statement-breakpoint
grant insert, update (content, media_type, digest, width, height, updated_at), delete
  on custody.organization_logos to custody_app;
--> statement-breakpoint
grant update (brand_light, brand_dark, reason_actions, asks_for_ticket)
  on custody.organizations to custody_app;
--> statement-breakpoint
grant update (merged_into_id) on custody.clients to custody_app;
--> statement-breakpoint
grant update (disabled_at, expires_at) on custody.memberships to custody_app;
--> statement-breakpoint
grant update (disabled_at) on custody.memberships to custody_worker;
--> statement-breakpoint
grant update (last_used_at, last_used_ip) on custody.api_keys to custody_app;
--> statement-breakpoint
drop function custody.find_api_key(text);
--> statement-breakpoint
create function custody.find_api_key(p_public_id text)
returns table (
  organization_id uuid, id text, secret_hash bytea, name text, scopes text[],
  client_id uuid, expires_at timestamptz, revoked_at timestamptz, allowed_ips text[]
)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select k.organization_id, k.id, k.secret_hash, k.name, k.scopes, k.client_id,
    k.expires_at, k.revoked_at, k.allowed_ips
  from custody.api_keys k where k.public_id = p_public_id
$$;
--> statement-breakpoint
revoke execute on function custody.find_api_key(text) from public;
--> statement-breakpoint
grant execute on function custody.find_api_key(text) to custody_app, custody_worker;
--> statement-breakpoint
create or replace function custody.find_session(p_id text)
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
    and m.disabled_at is null
    and (m.expires_at is null or m.expires_at > clock_timestamp())
  where s.id = p_id and s.revoked_at is null and s.expires_at > clock_timestamp()
$$;
--> statement-breakpoint
create or replace function custody.find_sign_in(p_email text)
returns table (
  user_id uuid, email text, name text, password_hash text, disabled_at timestamptz,
  organization_id uuid, role text
)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select u.id, u.email, u.name, u.password_hash,
    coalesce(u.disabled_at, m.disabled_at, ended.at), m.organization_id, m.role
  from custody.users u
  left join custody.memberships m on m.user_id = u.id
  left join lateral (
    select m.expires_at as at where m.expires_at <= clock_timestamp()
  ) ended on true
  where u.email = p_email
  order by coalesce(m.disabled_at, ended.at) is not null, m.created_at
$$;
