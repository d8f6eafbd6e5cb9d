create function custody.list_organizations_of_session(p_session text)
returns table (id uuid, name text, role text)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select o.id, o.name, m.role
  from custody.sessions s
  join custody.memberships m on m.user_id = s.user_id and m.disabled_at is null
    and (m.expires_at is null or m.expires_at > clock_timestamp())
  join custody.organizations o on o.id = m.organization_id
  where s.id = p_session and s.revoked_at is null and s.expires_at > clock_timestamp()
  order by lower(o.name)
$$;
--> statement-breakpoint
create function custody.move_session(p_session text, p_organization uuid) returns text
language sql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  update custody.sessions s set organization_id = p_organization, issued_role = m.role
  from custody.list_organizations_of_session(p_session) m
  where s.id = p_session and m.id = p_organization
  returning m.role
$$;
--> statement-breakpoint
revoke execute on function custody.list_organizations_of_session(text),
  custody.move_session(text, uuid) from public;
--> statement-breakpoint
grant execute on function custody.list_organizations_of_session(text),
  custody.move_session(text, uuid) to custody_app;
