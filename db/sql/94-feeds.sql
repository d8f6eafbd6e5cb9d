-- Guarantees: a serving login makes feeds of the organization in scope, pauses them and sends
-- them back to an earlier place; the worker alone says how far one is and what became of it.
-- Does not: read an address or a secret; both are encrypted with a key the database never has.

alter table custody.feeds enable row level security;
--> statement-breakpoint
alter table custody.feeds force row level security;
--> statement-breakpoint
create policy feeds_of_the_organization_in_scope on custody.feeds for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and (select coalesce(current_setting('custody.client_id', true), '') = ''))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
revoke all on custody.feeds from public;
--> statement-breakpoint
create policy feeds_for_the_worker on custody.feeds
  for select to custody_worker using (true);
--> statement-breakpoint
grant select, insert, update (name, is_enabled, next_idx, failure_count, failing_since,
  last_error, due_at, updated_at) on custody.feeds to custody_app;
--> statement-breakpoint
grant select, update (next_idx, sent_count, delivered_at, healthy_at, failure_count,
  failing_since, last_error, due_at) on custody.feeds to custody_worker;
