alter table custody.former_slugs enable row level security;
--> statement-breakpoint
alter table custody.former_slugs force row level security;
--> statement-breakpoint
create policy former_slugs_of_the_organization_in_scope on custody.former_slugs
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
grant select, insert, delete on custody.former_slugs to custody_app;
--> statement-breakpoint
grant select on custody.former_slugs to custody_worker;
