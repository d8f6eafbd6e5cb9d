-- Guarantees: what the sealer and the verifier found is kept: a run is never changed, an
-- incident is opened once for a place, never deleted, and closed once, with a reason.
-- Does not: judge. These rows say what was found; the log itself is the evidence.

alter table custody.verification_states enable row level security;
--> statement-breakpoint
alter table custody.verification_states force row level security;
--> statement-breakpoint
alter table custody.integrity_incidents enable row level security;
--> statement-breakpoint
alter table custody.integrity_incidents force row level security;
--> statement-breakpoint
create policy verification_states_for_owner_functions on custody.verification_states
  for all to custody_owner using (true) with check (true);
--> statement-breakpoint
create policy verification_states_for_verification on custody.verification_states
  for select to custody_verifier, custody_sealer using (true);
--> statement-breakpoint
create policy verification_states_in_scope on custody.verification_states
  for select to custody_app, custody_worker using (
    organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
create policy integrity_incidents_for_owner_functions on custody.integrity_incidents
  for all to custody_owner using (true) with check (true);
--> statement-breakpoint
create policy integrity_incidents_for_verification on custody.integrity_incidents
  for select to custody_verifier, custody_sealer, custody_worker using (true);
--> statement-breakpoint
create policy integrity_incidents_in_scope on custody.integrity_incidents
  for all to custody_app, custody_worker
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
create function custody.refuse_incident_change() returns trigger
language plpgsql
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  if (new.organization_id, new.id, new.opened_at, new.raised_by, new.kind, new.first_idx,
        new.last_idx, new.client_slot, new.sidx, new.expected, new.found, new.why, new.intact)
      is distinct from
      (old.organization_id, old.id, old.opened_at, old.raised_by, old.kind, old.first_idx,
        old.last_idx, old.client_slot, old.sidx, old.expected, old.found, old.why, old.intact)
    or old.closed_at is not null
    or (new.closed_at is not null and coalesce(trim(new.close_reason), '') = '') then
    raise exception 'an incident is only closed, once, with a reason'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger integrity_incidents_only_close before update on custody.integrity_incidents
  for each row execute function custody.refuse_incident_change();
--> statement-breakpoint
create trigger integrity_incidents_never_deleted
  before delete on custody.integrity_incidents
  for each row execute function custody.refuse_change();
--> statement-breakpoint
create trigger integrity_incidents_never_truncated
  before truncate on custody.integrity_incidents
  for each statement execute function custody.refuse_change();
--> statement-breakpoint
alter table custody.integrity_incidents
  enable always trigger integrity_incidents_only_close;
--> statement-breakpoint
alter table custody.integrity_incidents
  enable always trigger integrity_incidents_never_deleted;
--> statement-breakpoint
alter table custody.integrity_incidents
  enable always trigger integrity_incidents_never_truncated;
--> statement-breakpoint
create function custody.raise_incident(p_incident json) returns uuid
language sql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  insert into custody.integrity_incidents (
      organization_id, id, raised_by, kind, first_idx, last_idx, client_slot, sidx,
      expected, found, why, intact)
    select i.organization, gen_random_uuid(), i.raised_by, i.kind, i.first_idx, i.last_idx,
      i.slot, i.sidx, i.expected, i.found, i.why, i.intact
    from json_to_record(p_incident) as i(
      organization uuid, raised_by text, kind text, first_idx bigint, last_idx bigint,
      slot int, sidx bigint, expected text, found text, why text, intact text)
    on conflict do nothing
    returning id
$$;
--> statement-breakpoint
create function custody.record_verification(p_run json) returns void
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  insert into custody.verification_runs (
      organization_id, id, kind, started_at, finished_at, from_idx, to_idx, is_ok, verdict)
    select r.organization, gen_random_uuid(), r.kind, r.started_at, r.finished_at,
      r.from_idx, r.to_idx, r.is_ok, r.verdict
    from json_to_record(p_run) as r(
      organization uuid, kind text, started_at timestamptz, finished_at timestamptz,
      from_idx bigint, to_idx bigint, is_ok boolean, verdict text);
end $$;
--> statement-breakpoint
create function custody.update_verification_state(p_state json) returns void
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  insert into custody.verification_states as kept (
      organization_id, verified_size, verified_at, pass_idx, pass_started_at,
      pass_finished_at, pass_ms)
    select s.organization, s.verified_size, clock_timestamp(), s.pass_idx,
      s.pass_started_at, s.pass_finished_at, s.pass_ms
    from json_to_record(p_state) as s(
      organization uuid, verified_size bigint, pass_idx bigint,
      pass_started_at timestamptz, pass_finished_at timestamptz, pass_ms int)
    on conflict (organization_id) do update set
      verified_size = excluded.verified_size, verified_at = excluded.verified_at,
      pass_idx = excluded.pass_idx, pass_started_at = excluded.pass_started_at,
      pass_finished_at = excluded.pass_finished_at, pass_ms = excluded.pass_ms;
end $$;
--> statement-breakpoint
grant select on custody.verification_states, custody.integrity_incidents
  to custody_app, custody_worker, custody_sealer, custody_verifier;
--> statement-breakpoint
grant update (closed_at, closed_by, close_reason, notified_at)
  on custody.integrity_incidents to custody_app;
--> statement-breakpoint
grant update (announced_at, notified_at) on custody.integrity_incidents to custody_worker;
--> statement-breakpoint
grant execute on function custody.raise_incident(json) to custody_sealer, custody_verifier;
--> statement-breakpoint
grant execute on function custody.record_verification(json),
  custody.update_verification_state(json) to custody_verifier;
