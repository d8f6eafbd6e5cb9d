-- Guarantees: notifications and the choices about them are read within their organization and
-- by nobody who is limited to one client; what was told is never changed, only read.
-- Does not: keep one person's from another of the same organization; lib/notifications does.

do $$
declare
  scoped text;
begin
  foreach scoped in array array['notifications', 'notification_choices'] loop
    execute format('alter table custody.%I enable row level security', scoped);
    execute format('alter table custody.%I force row level security', scoped);
    execute format(
      'create policy %1$I on custody.%2$I for all to public
       using (organization_id = %3$s and %4$s) with check (organization_id = %3$s)',
      scoped || '_of_the_organization_in_scope', scoped,
      '(select nullif(current_setting(''custody.organization_id'', true), '''')::uuid)',
      '(select coalesce(current_setting(''custody.client_id'', true), '''') = '''')');
    execute format('revoke all on custody.%I from public', scoped);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert, update (read_at) on custody.notifications to custody_app;
--> statement-breakpoint
grant select, insert, update (choices, updated_at) on custody.notification_choices
  to custody_app;
--> statement-breakpoint
grant select, insert, update (is_for_digest), delete on custody.notifications
  to custody_worker;
--> statement-breakpoint
grant select on custody.notification_choices to custody_worker;
