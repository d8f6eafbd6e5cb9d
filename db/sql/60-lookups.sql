-- Guarantees: the few questions that must be asked before a scope is known (who holds this
-- key, this session, this e-mail address; where a date begins) have one narrow function each.
-- Does not: decide anything; a row that is revoked or expired is returned as it is.

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
create function custody.find_session(p_id text)
returns table (
  id text, organization_id uuid, user_id uuid, email text, name text, role text,
  sees_whole_log boolean, last_seen_at timestamptz, stage text, method text,
  issued_role text, proved_seconds_ago double precision, client_id uuid
)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select s.id, s.organization_id, u.id, u.email, coalesce(c.name, u.name), m.role,
    m.sees_whole_log, s.last_seen_at, s.stage, s.method, s.issued_role,
    extract(epoch from clock_timestamp() - s.proved_at)::double precision, c.client_id
  from custody.sessions s
  join custody.users u on u.id = s.user_id and u.disabled_at is null
  join custody.memberships m
    on m.organization_id = s.organization_id and m.user_id = s.user_id
    and m.disabled_at is null
    and (m.expires_at is null or m.expires_at > clock_timestamp())
  left join custody.contacts c
    on c.organization_id = m.organization_id and c.id = m.contact_id
  where (m.role = 'portal') = (c.portal_granted_at is not null) and s.id = p_id and s.revoked_at is null and s.expires_at > clock_timestamp()
$$;
--> statement-breakpoint
create function custody.find_organization(p_slug text)
returns table (id uuid, slug text, name text, is_demo boolean, time_zone text)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select o.id, o.slug, o.name, o.is_demo, o.time_zone
  from custody.organizations o where o.slug = p_slug
$$;
--> statement-breakpoint
create function custody.find_only_organization() returns uuid
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select case when count(*) = 1 then min(id::text)::uuid end from custody.organizations
$$;
--> statement-breakpoint
create function custody.count_organizations() returns bigint
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$ select count(*) from custody.organizations $$;
--> statement-breakpoint
create function custody.find_idx(p_organization uuid, p_at timestamptz) returns bigint
language plpgsql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
declare low bigint; high bigint; middle bigint; found_idx bigint; found_at timestamptz;
begin
  perform custody.require_scope(p_organization);
  select min_idx, next_idx into strict low, high from custody.organization_heads
    where organization_id = p_organization;
  while low < high loop
    middle := (low + high) / 2;
    select idx, recorded_at into found_idx, found_at from custody.entries
      where organization_id = p_organization and idx >= middle and idx < high
      order by idx limit 1;
    if found and found_at < p_at then low := found_idx + 1; else high := middle; end if;
  end loop;
  return low;
end $$;
--> statement-breakpoint
grant execute on function
  custody.find_api_key(text), custody.find_session(text),
  custody.find_organization(text), custody.find_only_organization(), custody.count_organizations(),
  custody.find_idx(uuid, timestamptz)
  to custody_app, custody_worker;
