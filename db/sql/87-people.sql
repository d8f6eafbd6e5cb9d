-- Guarantees: what an organization says of its roles, contacts, keys and looks is its own.
-- Does not: decide what a role may; lib/access/policy does, these rows say where it differs.

do $$
declare
  scoped text;
begin
  foreach scoped in array array[
    'api_key_days', 'role_permissions', 'contacts', 'organization_logos', 'former_slugs'
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
grant select, insert, delete on custody.former_slugs to custody_app;
--> statement-breakpoint
grant select on custody.former_slugs to custody_worker;
