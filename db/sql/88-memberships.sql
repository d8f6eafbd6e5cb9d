-- Guarantees: the organizations in which a person may sign in now are told to a session of
-- that person alone.
-- Does not: check the session's cookie; the gate did, and passes the id it found.

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
revoke execute on function custody.list_organizations_of_session(text) from public;
--> statement-breakpoint
grant execute on function custody.list_organizations_of_session(text) to custody_app;
