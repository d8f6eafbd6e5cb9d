-- Guarantees: a serving login asks for exports, cancels and tries again within the organization
-- in scope; the worker alone says how far one is, and what became of it.
-- Does not: keep one person's exports from another's eyes; lib/export-requests does.

alter table custody.export_requests enable row level security;
--> statement-breakpoint
alter table custody.export_requests force row level security;
--> statement-breakpoint
create policy export_requests_of_the_organization_in_scope on custody.export_requests
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and (select coalesce(current_setting('custody.client_id', true), '') = ''
      or client_id = nullif(current_setting('custody.client_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
create policy export_requests_for_the_worker on custody.export_requests
  for select to custody_worker using (true);
--> statement-breakpoint
revoke all on custody.export_requests from public;
--> statement-breakpoint
grant select, insert, update (state, attempt_count, error, leased_until, finished_at)
  on custody.export_requests to custody_app;
--> statement-breakpoint
grant select, update on custody.export_requests to custody_worker;
