-- Guarantees: a serving login writes feedback of the organization in scope, and removes it.
-- Does not: change one that was sent; what the log says of it stays, whatever becomes of it.

alter table custody.feedback enable row level security;
--> statement-breakpoint
alter table custody.feedback force row level security;
--> statement-breakpoint
create policy feedback_of_the_organization_in_scope on custody.feedback for all to public
  using (organization_id
    = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (organization_id
    = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
revoke all on custody.feedback from public;
--> statement-breakpoint
grant select, insert, delete on custody.feedback to custody_app;
