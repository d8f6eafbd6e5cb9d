-- Guarantees: entries go only as a prefix of their stream, past the retention in force, under
-- no hold, after the log itself said so, that saying was sealed and the range verified
-- (docs/format.md, section 6); what stays proves that nothing else went.
-- Does not: compute the kept hashes. The pruner does, and every verification repeats it.

create function custody.require_prunable(p custody.prunes) returns void
language plpgsql
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  if custody.is_held(p.organization_id, p.client_id) then
    raise exception 'stream % is under a hold', p.client_slot
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  if p.cutoff_at > clock_timestamp()
      - make_interval(days => greatest(60, custody.retention_days(p.organization_id, p.client_id))) then
    raise exception 'the cutoff % is within the retention of % days', p.cutoff_at,
      custody.retention_days(p.organization_id, p.client_id)
      using errcode = 'object_not_in_prerequisite_state';
  end if;
end $$;
--> statement-breakpoint
create function custody.find_sidx(
  p_organization uuid, p_slot int, p_at timestamptz, p_from bigint
) returns bigint
language plpgsql stable
set search_path = pg_catalog, custody, pg_temp
as $$
declare low bigint := p_from; high bigint; middle bigint; found_at timestamptz;
begin
  select next_sidx into strict high from custody.stream_heads
    where organization_id = p_organization and client_slot = p_slot;
  while low < high loop
    middle := (low + high) / 2;
    select recorded_at into strict found_at from custody.entries
      where organization_id = p_organization and client_slot = p_slot and sidx = middle;
    if found_at < p_at then low := middle + 1; else high := middle; end if;
  end loop;
  return low;
end $$;
--> statement-breakpoint
create function custody.announce_prune(p_organization uuid, p_prune json) returns void
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
declare
  planned custody.prunes;
  last_at timestamptz; kept_at timestamptz;
begin
  perform custody.require_scope(p_organization);
  select * into strict planned from json_populate_record(null::custody.prunes, p_prune);
  planned.organization_id := p_organization;
  planned.is_released := false;
  planned.finished_at := null;
  select h.client_id into strict planned.client_id from custody.stream_heads h
    where h.organization_id = p_organization and h.client_slot = planned.client_slot;
  planned.from_sidx := coalesce((
    select max(p.size) from custody.pruned_prefixes p
    where p.organization_id = p_organization and p.chain = planned.client_slot), 0);
  planned.retention_days := custody.retention_days(p_organization, planned.client_id);
  select e.recorded_at, e.idx into last_at, planned.last_idx from custody.entries e
    where e.organization_id = p_organization and e.client_slot = planned.client_slot
      and e.sidx = planned.below_sidx - 1;
  select e.recorded_at into kept_at from custody.entries e
    where e.organization_id = p_organization and e.client_slot = planned.client_slot
      and e.sidx = planned.below_sidx;
  if last_at is null or kept_at is null or planned.below_sidx <= planned.from_sidx
    or last_at >= planned.cutoff_at or kept_at < planned.cutoff_at then
    raise exception 'sidx % of stream % is not where % divides it',
      planned.below_sidx, planned.client_slot, planned.cutoff_at
      using errcode = 'invalid_parameter_value';
  end if;
  select e.recorded_at into strict planned.announced_at from custody.entries e
    where e.organization_id = p_organization and e.idx = planned.announced_idx
      and e.action = 'log.pruned' and e.client_slot = 0;
  perform custody.require_prunable(planned);
  insert into custody.prunes select planned.*;
end $$;
--> statement-breakpoint
create function custody.withdraw_prune(p_organization uuid, p_run uuid) returns void
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  perform custody.require_scope(p_organization);
  delete from custody.prunes
    where organization_id = p_organization and run_id = p_run and finished_at is null;
end $$;
--> statement-breakpoint
create function custody.list_open_prunes()
returns table (organization_id uuid, run_id uuid, is_sealed boolean)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select p.organization_id, p.run_id, bool_and(p.announced_idx < coalesce((
      select max(s.size) from custody.sealed_organizations s
      where s.organization_id = p.organization_id), 0))
  from custody.prunes p where p.finished_at is null
  group by p.organization_id, p.run_id
$$;
--> statement-breakpoint
create function custody.complete_prune(p_organization uuid, p_run uuid, p_prefixes json)
returns bigint
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
declare
  part custody.prunes;
  bound_before bigint; bound bigint; sealed_size bigint; verified bigint; pruned bigint;
begin
  perform custody.enter_scope(p_organization);
  execute 'set local synchronous_commit = on';
  perform pg_advisory_xact_lock(hashtextextended(p_organization::text, 7));
  select min_idx into strict bound_before from custody.organization_heads
    where organization_id = p_organization;
  select coalesce(max(x.size), bound_before) into bound
    from json_to_recordset(p_prefixes) as x(chain int, size bigint) where x.chain = -1;
  select coalesce(max(size), 0) into sealed_size from custody.sealed_organizations
    where organization_id = p_organization;
  select coalesce(max(verified_size), 0) into verified from custody.verification_states
    where organization_id = p_organization;
  for part in
    select * from custody.prunes
    where organization_id = p_organization and run_id = p_run and finished_at is null
  loop
    if part.announced_idx >= sealed_size or part.last_idx >= verified then
      raise exception 'the prune of stream % is not sealed and verified yet', part.client_slot
        using errcode = 'object_in_use';
    end if;
    perform custody.require_prunable(part);
    if not exists (
      select from json_to_recordset(p_prefixes) as x(chain int, size bigint)
      where x.chain = part.client_slot and x.size = part.below_sidx) then
      raise exception 'stream % comes without the hashes that must stay', part.client_slot
        using errcode = 'invalid_parameter_value';
    end if;
  end loop;
  update custody.prunes set is_released = true
    where organization_id = p_organization and run_id = p_run and finished_at is null;
  insert into custody.pruned_prefixes (
      organization_id, chain, size, last_header, nodes, pruned_at)
    select p_organization, x.chain, x.size, x.header, decode(x.nodes, 'hex'),
      clock_timestamp()
    from json_to_recordset(p_prefixes) as x(chain int, size bigint, header text, nodes text);
  insert into custody.pruned_links (
      organization_id, idx, recorded_at, client_slot, sidx, hash, org_prev_hash, org_hash)
    select e.organization_id, e.idx, e.recorded_at, e.client_slot, e.sidx, e.hash,
      e.org_prev_hash, e.org_hash
    from custody.entries e
    join custody.prunes p on p.organization_id = e.organization_id
      and p.client_slot = e.client_slot and p.run_id = p_run and p.finished_at is null
    where e.organization_id = p_organization and e.sidx < p.below_sidx
      and e.idx >= bound and e.idx <= p.last_idx;
  delete from custody.erased_fields f using custody.entries e, custody.prunes p
    where p.organization_id = p_organization and p.run_id = p_run and p.finished_at is null
      and e.organization_id = p_organization and e.client_slot = p.client_slot
      and e.sidx < p.below_sidx and e.idx <= p.last_idx
      and f.organization_id = p_organization and f.idx = e.idx;
  delete from custody.erased_entries f using custody.entries e, custody.prunes p
    where p.organization_id = p_organization and p.run_id = p_run and p.finished_at is null
      and e.organization_id = p_organization and e.client_slot = p.client_slot
      and e.sidx < p.below_sidx and e.idx <= p.last_idx
      and f.organization_id = p_organization and f.idx = e.idx;
  delete from custody.entries e using custody.prunes p
    where p.organization_id = p_organization and p.run_id = p_run and p.finished_at is null
      and e.organization_id = p_organization and e.client_slot = p.client_slot
      and e.sidx < p.below_sidx and e.idx <= p.last_idx;
  get diagnostics pruned = row_count;
  if bound > bound_before then
    if exists (select from custody.entries
        where organization_id = p_organization and idx < bound) then
      raise exception 'entries below % are kept', bound using errcode = 'invalid_parameter_value';
    end if;
    delete from custody.pruned_links where organization_id = p_organization and idx < bound;
    update custody.organization_heads set min_idx = bound
      where organization_id = p_organization;
  end if;
  update custody.prunes set finished_at = clock_timestamp()
    where organization_id = p_organization and run_id = p_run and finished_at is null;
  return pruned;
end $$;
--> statement-breakpoint
-- Only the key, the address and values that an erasure named go, and nothing comes instead.
create function custody.is_erasure(p_old custody.entries, p_new custody.entries)
returns boolean
language sql stable
set search_path = pg_catalog, custody, pg_temp
as $$
  select p_new.entry_key is null
    and (p_new.ip is not distinct from p_old.ip
      or (p_new.ip is null and p_new.fields[6] is null))
    and to_jsonb(p_new) - array['fields', 'entry_key', 'ip']
      = to_jsonb(p_old) - array['fields', 'entry_key', 'ip']
    and cardinality(p_new.fields) = cardinality(p_old.fields)
    and p_new.fields is distinct from p_old.fields
    and not exists (
      select from generate_subscripts(p_old.fields, 1) place
      where p_new.fields[place] is distinct from p_old.fields[place]
        and (p_new.fields[place] is not null or not exists (
          select from custody.erased_fields f
          where f.organization_id = p_old.organization_id and f.idx = p_old.idx
            and f.slot = place - 1 and f.is_open)))
$$;
--> statement-breakpoint
create function custody.guard_entry() returns trigger
language plpgsql
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  if tg_op = 'DELETE' and exists (
    select from custody.prunes p
    where p.organization_id = old.organization_id and p.client_slot = old.client_slot
      and p.is_released and p.finished_at is null and old.sidx < p.below_sidx) then
    return old;
  end if;
  if tg_op = 'UPDATE' and custody.is_erasure(old, new) then return new; end if;
  raise exception '% on %: the log is append-only', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
create or replace trigger entries_append_only before update or delete on custody.entries
  for each row execute function custody.guard_entry();
--> statement-breakpoint
alter table custody.entries enable always trigger entries_append_only;
--> statement-breakpoint
grant execute on function custody.announce_prune(uuid, json), custody.withdraw_prune(uuid, uuid)
  to custody_app, custody_worker;
--> statement-breakpoint
grant execute on function custody.list_open_prunes(),
  custody.complete_prune(uuid, uuid, json) to custody_pruner;
--> statement-breakpoint
grant execute on function custody.find_sidx(uuid, int, timestamptz, bigint)
  to custody_app, custody_worker, custody_pruner;
