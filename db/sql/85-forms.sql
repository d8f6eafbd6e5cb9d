-- Guarantees: what a refused form kept for a moment is its organization's alone.
-- Does not: read it; the application seals it, and nobody but the application can open it.

alter table custody.form_flashes enable row level security;
--> statement-breakpoint
alter table custody.form_flashes force row level security;
--> statement-breakpoint
create policy form_flashes_of_the_organization_in_scope on custody.form_flashes
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
grant select, insert, delete on custody.form_flashes to custody_app;
