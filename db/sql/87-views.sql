-- Guarantees: a serving login sees and changes saved views of the organization in scope only.
-- Does not: keep one person's own views from another's eyes; lib/views does, by the session.

do $$
declare
  scoped text;
begin
  foreach scoped in array array['saved_views', 'default_views'] loop
    execute format('alter table custody.%I enable row level security', scoped);
    execute format('alter table custody.%I force row level security', scoped);
    execute format(
      'create policy %1$I on custody.%2$I for all to public
       using (organization_id = %3$s) with check (organization_id = %3$s)',
      scoped || '_of_the_organization_in_scope', scoped,
      '(select nullif(current_setting(''custody.organization_id'', true), '''')::uuid)');
    execute format('revoke all on custody.%I from public', scoped);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert, update (name, query, is_shared, updated_at), delete
  on custody.saved_views to custody_app;
--> statement-breakpoint
grant select, insert, update (view_id), delete on custody.default_views to custody_app;
