-- Guarantees: what somebody brings who is not signed in yet (an invitation's token) is found
-- by its digest through one narrow function; the rows themselves stay in their organization.
-- Does not: decide anything; a row that is used, withdrawn or expired is returned as it is.

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
