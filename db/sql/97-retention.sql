-- Guarantees: one place says how long entries are kept and what is held; both are read by
-- every prune. Does not: prune; 98-pruning.sql does.

create function custody.retention_days(p_organization uuid, p_client uuid) returns int
language sql stable
set search_path = pg_catalog, custody, pg_temp
as $$
  select coalesce(
    (select r.retention_days from custody.retention_rules r
      where r.organization_id = p_organization and r.client_id = p_client),
    (select r.retention_days from custody.retention_rules r
      where r.organization_id = p_organization and r.client_id is null),
    396)
$$;
--> statement-breakpoint
create function custody.is_held(p_organization uuid, p_client uuid) returns boolean
language sql stable
set search_path = pg_catalog, custody, pg_temp
as $$
  select exists (
    select from custody.legal_holds h
    where h.organization_id = p_organization and h.released_at is null
      and (h.client_id is null or h.client_id = p_client))
$$;
--> statement-breakpoint
create function custody.list_organization_ids() returns setof uuid
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$ select id from custody.organizations order by created_at $$;
--> statement-breakpoint
do $$
declare
  scoped text;
begin
  foreach scoped in array array[
    'retention_rules', 'retention_proposals', 'legal_holds', 'prunes', 'pruned_links',
    'prune_reminders'
  ] loop
    execute format('alter table custody.%I enable row level security', scoped);
    execute format('alter table custody.%I force row level security', scoped);
    execute format(
      'create policy %I on custody.%I for all to custody_owner
       using (true) with check (true)', scoped || '_for_owner_functions', scoped);
    execute format(
      'create policy %1$I on custody.%2$I for all
       to custody_app, custody_worker, custody_pruner
       using (organization_id = %3$s) with check (organization_id = %3$s)',
      scoped || '_of_the_organization_in_scope', scoped,
      '(select nullif(current_setting(''custody.organization_id'', true), '''')::uuid)');
    execute format(
      'create policy %I on custody.%I for select to custody_verifier, custody_sealer
       using (true)', scoped || '_for_verification', scoped);
    execute format(
      'grant select on custody.%I to custody_app, custody_worker, custody_pruner,
       custody_sealer, custody_verifier', scoped);
  end loop;
end $$;
--> statement-breakpoint
create policy retention_proposals_for_the_worker on custody.retention_proposals
  for select to custody_worker using (true);
--> statement-breakpoint
grant insert, update (retention_days, updated_at), delete on custody.retention_rules
  to custody_app, custody_worker;
--> statement-breakpoint
grant insert, update (approved_by, approved_at, effective_at, ended_at, outcome)
  on custody.retention_proposals to custody_app, custody_worker;
--> statement-breakpoint
grant insert, update (released_by, released_at) on custody.legal_holds to custody_app;
--> statement-breakpoint
grant insert on custody.prune_reminders to custody_worker;
--> statement-breakpoint
grant execute on function custody.list_organization_ids() to custody_worker;
--> statement-breakpoint
grant execute on function custody.retention_days(uuid, uuid), custody.is_held(uuid, uuid)
  to custody_app, custody_worker, custody_pruner, custody_verifier;
