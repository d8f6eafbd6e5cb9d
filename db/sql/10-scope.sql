-- Guarantees: one place sets the organization (and the client) that row security reads, by a
-- SET LOCAL statement, so a scope ends with its transaction and a pooled connection never
-- keeps one. Functions that write refuse an organization other than the one in scope.
-- Does not: decide who may enter which scope; that is lib/access.

create function custody.scope_organization() returns uuid
language sql stable parallel safe
set search_path = pg_catalog, custody, pg_temp
as $$ select nullif(current_setting('custody.organization_id', true), '')::uuid $$;
--> statement-breakpoint
create function custody.scope_client() returns uuid
language sql stable parallel safe
set search_path = pg_catalog, custody, pg_temp
as $$ select nullif(current_setting('custody.client_id', true), '')::uuid $$;
--> statement-breakpoint
create function custody.enter_scope(p_organization uuid, p_client uuid default null)
returns void
language plpgsql
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  execute format('set local custody.organization_id = %L', p_organization);
  execute format('set local custody.client_id = %L', coalesce(p_client::text, ''));
end $$;
--> statement-breakpoint
create function custody.require_scope(p_organization uuid) returns void
language plpgsql
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  if p_organization is null
    or custody.scope_organization() is distinct from p_organization then
    raise exception 'organization % is not the one in scope', p_organization
      using errcode = 'insufficient_privilege';
  end if;
end $$;
