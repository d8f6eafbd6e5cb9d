-- Guarantees: a serving login sees and changes preferences of the organization in scope only.
-- Does not: keep one person from another's preferences; lib/preferences does, by the session.

alter table custody.preferences enable row level security;
--> statement-breakpoint
alter table custody.preferences force row level security;
--> statement-breakpoint
create policy preferences_of_the_organization_in_scope on custody.preferences for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
revoke all on custody.preferences from public;
--> statement-breakpoint
grant select, insert, update (settings, updated_at) on custody.preferences to custody_app;
