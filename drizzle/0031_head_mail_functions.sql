alter table custody.head_mails enable row level security;
--> statement-breakpoint
alter table custody.head_mails force row level security;
--> statement-breakpoint
create policy head_mails_of_the_organization_in_scope on custody.head_mails for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
grant select, insert on custody.head_mails to custody_worker;
--> statement-breakpoint
grant update (sends_heads) on custody.organizations to custody_app;
