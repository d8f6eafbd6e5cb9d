-- Guarantees: schedules, what became of their due times, and confirmed addresses are read and
-- written within their organization, by nobody who is limited to one client; a due time is
-- taken and told by the worker alone.
-- Does not: know whether who made a schedule may still do so; lib/export-sends asks each time.

alter table custody.export_schedules enable row level security;
--> statement-breakpoint
alter table custody.export_schedules force row level security;
--> statement-breakpoint
create policy export_schedules_of_the_organization_in_scope on custody.export_schedules
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and (select coalesce(current_setting('custody.client_id', true), '') = ''))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
create policy export_schedules_for_the_worker on custody.export_schedules
  for select to custody_worker using (true);
--> statement-breakpoint
revoke all on custody.export_schedules from public;
--> statement-breakpoint
grant select, insert, delete, update (name, format, with_manifest, query, cadence, weekday, monthday,
    local_time, zone, recipients, state, reason, next_at, ends_at, creator_id, creator)
  on custody.export_schedules to custody_app;
--> statement-breakpoint
grant select, update (state, reason, next_at) on custody.export_schedules to custody_worker;
--> statement-breakpoint
alter table custody.export_sends enable row level security;
--> statement-breakpoint
alter table custody.export_sends force row level security;
--> statement-breakpoint
create policy export_sends_of_the_organization_in_scope on custody.export_sends
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and (select coalesce(current_setting('custody.client_id', true), '') = ''))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
create policy export_sends_for_the_worker on custody.export_sends
  for select to custody_worker using (true);
--> statement-breakpoint
revoke all on custody.export_sends from public;
--> statement-breakpoint
grant select, delete on custody.export_sends to custody_app;
--> statement-breakpoint
grant select, insert, update (state, entry_count, sha256, recipients, why, finished_at)
  on custody.export_sends to custody_worker;
--> statement-breakpoint
alter table custody.export_addresses enable row level security;
--> statement-breakpoint
alter table custody.export_addresses force row level security;
--> statement-breakpoint
create policy export_addresses_of_the_organization_in_scope on custody.export_addresses
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and (select coalesce(current_setting('custody.client_id', true), '') = ''))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
revoke all on custody.export_addresses from public;
--> statement-breakpoint
grant select, insert, update (token_hash, asked_by, asked_at, confirmed_at), delete
  on custody.export_addresses to custody_app;
--> statement-breakpoint
grant select on custody.export_addresses to custody_worker;
--> statement-breakpoint
grant insert on custody.export_requests to custody_worker;
