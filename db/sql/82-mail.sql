-- Guarantees: a mail is written inside an organization's scope like any other row; only the
-- worker's login sees those of all organizations, may note what became of one, and removes it.
-- Does not: read a mail's body; that is encrypted with a key the database never has.

alter table custody.mails enable row level security;
--> statement-breakpoint
alter table custody.mails force row level security;
--> statement-breakpoint
create policy mails_of_the_organization_in_scope on custody.mails for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
create policy mails_for_the_worker on custody.mails for select to custody_worker using (true);
--> statement-breakpoint
grant select, insert on custody.mails to custody_app, custody_worker;
--> statement-breakpoint
grant update (sealed_body, due_at, attempt_count, sent_at, failed_at, last_error), delete
  on custody.mails to custody_worker;
--> statement-breakpoint
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
