-- Guarantees: what an MSP chose for a client's portal is its own, and within the scope of one
-- client only that client's is there; nor are other clients' contacts. A portal that no longer
-- finds the stream it saw before opens an incident, of the client in scope alone.
-- Does not: decide what a portal user sees of an entry; lib/portal projects it.

do $$
declare
  scoped text;
begin
  foreach scoped in array array['client_portals', 'client_logos'] loop
    execute format('alter table custody.%I enable row level security', scoped);
    execute format('alter table custody.%I force row level security', scoped);
    execute format(
      'create policy %1$I on custody.%2$I for all to public
       using (organization_id = %3$s) with check (organization_id = %3$s)',
      scoped || '_of_the_organization_in_scope', scoped,
      '(select nullif(current_setting(''custody.organization_id'', true), '''')::uuid)');
    execute format('revoke all on custody.%I from public', scoped);
  end loop;
  foreach scoped in array array['client_portals', 'client_logos', 'contacts'] loop
    execute format(
      'create policy %1$I on custody.%2$I as restrictive for all to custody_app, custody_worker
       using (%3$s is null or client_id = %3$s)
       with check (%3$s is null or client_id = %3$s)',
      scoped || '_of_the_client_in_scope', scoped,
      '(select nullif(current_setting(''custody.client_id'', true), '''')::uuid)');
  end loop;
end $$;
--> statement-breakpoint
create policy contacts_for_owner_functions on custody.contacts
  for select to custody_owner using (true);
--> statement-breakpoint
grant select, insert, update (staff_names, shows_addresses, shows_notes, hidden_categories,
  display_name, brand_light, brand_dark, updated_at) on custody.client_portals to custody_app;
--> statement-breakpoint
grant select on custody.client_portals, custody.client_logos to custody_worker;
--> statement-breakpoint
grant select, insert, update (content, media_type, digest, width, height, updated_at), delete
  on custody.client_logos to custody_app;
--> statement-breakpoint
create function custody.report_lost_head(
  p_organization uuid, p_client uuid, p_size bigint, p_expected text, p_found text
)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
declare slot int; raised uuid;
begin
  perform custody.require_scope(p_organization);
  select client_slot into strict slot from custody.stream_heads
    where organization_id = p_organization and client_id = p_client;
  insert into custody.integrity_incidents (
      organization_id, id, raised_by, kind, first_idx, last_idx, client_slot, sidx,
      expected, found, why, intact)
    values (p_organization, gen_random_uuid(), 'portal', 'head', null, null, slot, p_size,
      left(p_expected, 200), left(p_found, 200),
      'a browser of the client''s portal kept a signed head of the stream that the stream of today does not continue',
      'what the client''s browser holds is not in question; compare it with the kept checkpoints')
    on conflict do nothing
    returning id into raised;
  return raised;
end $$;
--> statement-breakpoint
revoke execute on function
  custody.report_lost_head(uuid, uuid, bigint, text, text) from public;
--> statement-breakpoint
grant execute on function
  custody.report_lost_head(uuid, uuid, bigint, text, text) to custody_app;
--> statement-breakpoint
drop function custody.find_session(text);
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
drop function custody.find_arrivals(text, uuid);
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
revoke execute on function custody.find_session(text), custody.find_arrivals(text, uuid) from public;
--> statement-breakpoint
grant execute on function custody.find_session(text), custody.find_arrivals(text, uuid)
  to custody_app, custody_worker;
