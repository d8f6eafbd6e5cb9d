-- Guarantees: reviews, packs and cases are read within their organization and by nobody who
-- is limited to one client; what was signed, found, noted and pinned is never changed; how far
-- a pack is, the worker alone says.
-- Does not: know roles; lib/access/policy.ts does.

alter table custody.reviews enable row level security;
--> statement-breakpoint
alter table custody.reviews force row level security;
--> statement-breakpoint
create policy reviews_of_the_organization_in_scope on custody.reviews
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and (select coalesce(current_setting('custody.client_id', true), '') = ''))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
revoke all on custody.reviews from public;
--> statement-breakpoint
alter table custody.review_findings enable row level security;
--> statement-breakpoint
alter table custody.review_findings force row level security;
--> statement-breakpoint
create policy review_findings_of_the_organization_in_scope on custody.review_findings
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and (select coalesce(current_setting('custody.client_id', true), '') = ''))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
revoke all on custody.review_findings from public;
--> statement-breakpoint
alter table custody.review_plans enable row level security;
--> statement-breakpoint
alter table custody.review_plans force row level security;
--> statement-breakpoint
create policy review_plans_of_the_organization_in_scope on custody.review_plans
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and (select coalesce(current_setting('custody.client_id', true), '') = ''))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
revoke all on custody.review_plans from public;
--> statement-breakpoint
alter table custody.evidence_packs enable row level security;
--> statement-breakpoint
alter table custody.evidence_packs force row level security;
--> statement-breakpoint
create policy evidence_packs_of_the_organization_in_scope on custody.evidence_packs
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and (select coalesce(current_setting('custody.client_id', true), '') = ''))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
revoke all on custody.evidence_packs from public;
--> statement-breakpoint
alter table custody.pack_drafts enable row level security;
--> statement-breakpoint
alter table custody.pack_drafts force row level security;
--> statement-breakpoint
create policy pack_drafts_of_the_organization_in_scope on custody.pack_drafts
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and (select coalesce(current_setting('custody.client_id', true), '') = ''))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
revoke all on custody.pack_drafts from public;
--> statement-breakpoint
alter table custody.cases enable row level security;
--> statement-breakpoint
alter table custody.cases force row level security;
--> statement-breakpoint
create policy cases_of_the_organization_in_scope on custody.cases
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and (select coalesce(current_setting('custody.client_id', true), '') = ''))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
revoke all on custody.cases from public;
--> statement-breakpoint
alter table custody.case_pins enable row level security;
--> statement-breakpoint
alter table custody.case_pins force row level security;
--> statement-breakpoint
create policy case_pins_of_the_organization_in_scope on custody.case_pins
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and (select coalesce(current_setting('custody.client_id', true), '') = ''))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
revoke all on custody.case_pins from public;
--> statement-breakpoint
alter table custody.case_notes enable row level security;
--> statement-breakpoint
alter table custody.case_notes force row level security;
--> statement-breakpoint
create policy case_notes_of_the_organization_in_scope on custody.case_notes
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and (select coalesce(current_setting('custody.client_id', true), '') = ''))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
revoke all on custody.case_notes from public;
--> statement-breakpoint
alter table custody.case_links enable row level security;
--> statement-breakpoint
alter table custody.case_links force row level security;
--> statement-breakpoint
create policy case_links_of_the_organization_in_scope on custody.case_links
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and (select coalesce(current_setting('custody.client_id', true), '') = ''))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
revoke all on custody.case_links from public;
--> statement-breakpoint
create policy signed_reviews_stay on custody.reviews as restrictive for update to public
  using (signed_at is null and discarded_at is null) with check (true);
--> statement-breakpoint
create policy closed_cases_stay on custody.cases as restrictive for update to public
  using (closed_at is null) with check (true);
--> statement-breakpoint
create policy evidence_packs_for_the_worker on custody.evidence_packs
  for select to custody_worker using (true);
--> statement-breakpoint
grant select, insert, update (conclusion, signer, signed_at, discarded_at)
  on custody.reviews to custody_app;
--> statement-breakpoint
grant select, insert on custody.review_findings to custody_app;
--> statement-breakpoint
grant select, insert, update (ended_at) on custody.review_plans to custody_app;
--> statement-breakpoint
grant select, insert, update (state, attempt_count, error, leased_until, finished_at)
  on custody.evidence_packs to custody_app;
--> statement-breakpoint
grant select, update (
    state, done_count, parts, verdict, sha256, bytes, error, attempt_count, leased_until,
    finished_at, removed_at, epoch_index, tlog_proof
  ) on custody.evidence_packs to custody_worker;
--> statement-breakpoint
grant select, insert, update, delete on custody.pack_drafts to custody_app;
--> statement-breakpoint
grant select, insert, update (
    name, impact, cause, resolution, began_at, detected_at, fixed_at, closed_at
  ) on custody.cases to custody_app;
--> statement-breakpoint
grant select, insert, delete on custody.case_pins to custody_app;
--> statement-breakpoint
grant select, insert on custody.case_notes to custody_app;
--> statement-breakpoint
grant select, insert, update (revoked_at, view_count, viewed_at) on custody.case_links
  to custody_app;
--> statement-breakpoint
create function custody.find_case_link(p_token_hash bytea)
returns table (organization_id uuid, id text, case_id text, is_open boolean)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select l.organization_id, l.id, l.case_id,
    l.revoked_at is null and l.expires_at > clock_timestamp()
  from custody.case_links l where l.token_hash = p_token_hash
$$;
--> statement-breakpoint
revoke execute on function custody.find_case_link(bytea) from public;
--> statement-breakpoint
grant execute on function custody.find_case_link(bytea) to custody_app;
--> statement-breakpoint
-- The function above runs as the owner, who is bound by row security as everybody is.
create policy case_links_for_the_owner on custody.case_links
  for select to custody_owner using (true);
