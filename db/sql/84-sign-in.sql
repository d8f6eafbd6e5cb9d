-- Guarantees: what somebody brings who is not signed in yet (an address, a token, the choice
-- of a provider) is found through one narrow function each; the rows stay in their
-- organization, and a person's second factor with the organizations of that person.
-- Does not: decide anything; a row that is used, withdrawn or expired is returned as it is.

do $$
declare
  scoped text;
begin
  foreach scoped in array array[
    'invitations', 'sign_in_links', 'security_policies', 'identity_providers', 'identities'
  ] loop
    execute format('alter table custody.%I enable row level security', scoped);
    execute format('alter table custody.%I force row level security', scoped);
    execute format(
      'create policy %1$I on custody.%2$I for all to public
       using (organization_id = %3$s) with check (organization_id = %3$s)',
      scoped || '_of_the_organization_in_scope', scoped,
      '(select nullif(current_setting(''custody.organization_id'', true), '''')::uuid)');
    execute format(
      'create policy %I on custody.%I for all to custody_owner
       using (true) with check (true)',
      scoped || '_for_owner_functions', scoped);
  end loop;
end $$;
--> statement-breakpoint
do $$
declare
  personal text;
begin
  foreach personal in array array['second_factors', 'recovery_codes'] loop
    execute format('alter table custody.%I enable row level security', personal);
    execute format('alter table custody.%I force row level security', personal);
    execute format(
      'create policy %1$I on custody.%2$I for all to public using (%3$s) with check (%3$s)',
      personal || '_of_people_in_scope', personal,
      format('exists (select from custody.memberships
        where memberships.user_id = %I.user_id and memberships.organization_id =
          (select nullif(current_setting(''custody.organization_id'', true), '''')::uuid))',
        personal));
    execute format(
      'create policy %I on custody.%I for all to custody_owner
       using (true) with check (true)',
      personal || '_for_owner_functions', personal);
  end loop;
end $$;
--> statement-breakpoint
alter table custody.rate_limits enable row level security;
--> statement-breakpoint
alter table custody.rate_limits force row level security;
--> statement-breakpoint
create policy rate_limits_for_every_organization on custody.rate_limits
  for all to custody_app, custody_worker using (true) with check (true);
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
--> statement-breakpoint
grant select, insert, update (sealed_secret, next_sealed_secret, created_at, confirmed_at, last_step),
  delete on custody.second_factors to custody_app;
--> statement-breakpoint
grant select, insert, update (used_at), delete on custody.recovery_codes to custody_app;
--> statement-breakpoint
grant select, insert, update (used_at) on custody.sign_in_links to custody_app;
--> statement-breakpoint
grant select, insert, update (second_factor_roles, session_hours, updated_at)
  on custody.security_policies to custody_app;
--> statement-breakpoint
grant select, insert, update (name, issuer, client_id, sealed_secret, is_second_factor, removed_at)
  on custody.identity_providers to custody_app;
--> statement-breakpoint
grant select, insert, delete on custody.identities to custody_app;
--> statement-breakpoint
grant select, insert, update, delete on custody.rate_limits to custody_app, custody_worker;
--> statement-breakpoint
grant update (stage, proved_at) on custody.sessions to custody_app;
--> statement-breakpoint
create function custody.needs_second_factor(p_organization uuid, p_role text) returns boolean
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select not o.is_demo and (p_role in ('owner', 'admin')
    or p_role = any (coalesce(p.second_factor_roles, '{}')))
  from custody.organizations o
  left join custody.security_policies p on p.organization_id = o.id
  where o.id = p_organization
$$;
--> statement-breakpoint
create function custody.find_arrivals(p_email text, p_user uuid)
returns table (
  user_id uuid, email text, name text, password_hash text, disabled_at timestamptz,
  organization_id uuid, role text, has_second_factor boolean,
  needs_second_factor boolean, session_hours integer, client_id uuid
)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select u.id, u.email, coalesce(c.name, u.name), u.password_hash,
    coalesce(u.disabled_at, m.disabled_at, ended.at), m.organization_id, m.role,
    f.confirmed_at is not null, custody.needs_second_factor(m.organization_id, m.role),
    coalesce(p.session_hours, 12), c.client_id
  from custody.users u
  left join custody.memberships m on m.user_id = u.id
  left join custody.contacts c
    on c.organization_id = m.organization_id and c.id = m.contact_id
  left join lateral (
    select m.expires_at as at where m.expires_at <= clock_timestamp()
  ) ended on true
  left join custody.second_factors f on f.user_id = u.id
  left join custody.security_policies p on p.organization_id = m.organization_id
  where u.email = p_email or u.id = p_user
  order by coalesce(m.disabled_at, ended.at) is not null, (select max(s.created_at) from custody.sessions s
    where s.user_id = u.id and s.organization_id = m.organization_id) desc nulls last,
    m.created_at
$$;
--> statement-breakpoint
create function custody.find_link(p_token_hash bytea)
returns table (
  id uuid, organization_id uuid, user_id uuid, purpose text, is_open boolean
)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select l.id, l.organization_id, l.user_id, l.purpose,
    l.used_at is null and l.expires_at > clock_timestamp()
  from custody.sign_in_links l where l.token_hash = p_token_hash
$$;
--> statement-breakpoint
create function custody.find_identity_provider(p_id uuid)
returns table (
  id uuid, organization_id uuid, name text, issuer text, client_id text,
  sealed_secret bytea, is_second_factor boolean
)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select p.id, p.organization_id, p.name, p.issuer, p.client_id, p.sealed_secret,
    p.is_second_factor
  from custody.identity_providers p where p.id = p_id and p.removed_at is null
$$;
--> statement-breakpoint
create function custody.list_identity_providers(p_slug text)
returns table (id uuid, name text)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select p.id, p.name from custody.identity_providers p
  join custody.organizations o on o.id = p.organization_id
  where p.removed_at is null
    and (o.slug = p_slug or p_slug is null and o.id = custody.find_only_organization())
  order by p.created_at
$$;
--> statement-breakpoint
grant execute on function
  custody.needs_second_factor(uuid, text), custody.find_arrivals(text, uuid),
  custody.find_link(bytea), custody.find_identity_provider(uuid),
  custody.list_identity_providers(text)
  to custody_app, custody_worker;
--> statement-breakpoint
create function custody.find_identity(p_provider text, p_subject text)
returns table (organization_id uuid, user_id uuid)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select i.organization_id, i.user_id from custody.identities i
  where i.provider = p_provider and i.subject = p_subject
  order by i.created_at
$$;
--> statement-breakpoint
create function custody.end_sessions_of(p_user uuid, p_except text) returns bigint
language sql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  with ended as (
    update custody.sessions set revoked_at = clock_timestamp()
    where user_id = p_user and id is distinct from p_except and revoked_at is null
      and expires_at > clock_timestamp()
    returning stage)
  select count(*) from ended where stage = 'full'
$$;
--> statement-breakpoint
grant execute on function custody.find_identity(text, text), custody.end_sessions_of(uuid, text)
  to custody_app;
