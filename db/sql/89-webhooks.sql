-- Guarantees: a serving login writes webhooks of the organization in scope, and asks for a
-- test or another try; the worker alone says what became of a delivery.
-- Does not: read an address or a secret; both are encrypted with a key the database never has.

do $$
declare
  scoped text;
begin
  foreach scoped in array array['webhooks', 'deliveries', 'delivery_attempts'] loop
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
create policy deliveries_for_the_worker on custody.deliveries
  for select to custody_worker using (true);
--> statement-breakpoint
grant select, insert, update (name, host, sealed_url, sealed_secret, sealed_previous_secret,
  previous_until, is_enabled, stopped_reason, updated_at) on custody.webhooks to custody_app;
--> statement-breakpoint
grant select, insert, update (state, attempt_count, due_at, finished_at)
  on custody.deliveries to custody_app;
--> statement-breakpoint
grant select on custody.delivery_attempts to custody_app;
--> statement-breakpoint
grant select, update (is_enabled, stopped_reason) on custody.webhooks to custody_worker;
--> statement-breakpoint
grant select, insert, update (state, attempt_count, due_at, last_status, last_error,
  finished_at), delete on custody.deliveries to custody_worker;
--> statement-breakpoint
grant select, insert, delete on custody.delivery_attempts to custody_worker;
