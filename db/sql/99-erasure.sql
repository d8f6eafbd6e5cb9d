-- Guarantees: a value leaves an entry only when a second owner approved it, no hold is on
-- its client, the entry is sealed, and the log says so in the same transaction
-- (docs/format.md, section 6); what stays still leads to the body root, or nothing goes.
-- Does not: find whose values they are; lib/erasures does. Nor reach what left already:
-- bundles, exports, backups, and the server's own files until they are vacuumed.

create function custody.merkle_root(p_leaves bytea[]) returns bytea
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare level bytea[] := p_leaves; above bytea[]; at int;
begin
  while cardinality(level) > 1 loop
    above := '{}';
    for at in 1 .. cardinality(level) by 2 loop
      above := above || case when at = cardinality(level) then level[at]
        else sha256('\x01'::bytea || level[at] || level[at + 1]) end;
    end loop;
    level := above;
  end loop;
  return level[1];
end $$;
--> statement-breakpoint
create function custody.commit_field(p_slot int, p_salt bytea, p_text text) returns bytea
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select sha256('\x00'::bytea || convert_to('custody/field/v1' || E'\n' || p_slot || E'\n'
    || encode(p_salt, 'hex') || E'\n' || p_text, 'UTF8'))
$$;
--> statement-breakpoint
create function custody.require_erasable(
  p_erasure custody.erasures, p_entry custody.entries, p_slots int[], p_record bigint
) returns void
language plpgsql
set search_path = pg_catalog, custody, pg_temp
as $$
declare stream text; sealed_size bigint;
begin
  if custody.is_held(p_entry.organization_id, p_entry.client_id) then
    raise exception 'stream % is under a hold', p_entry.client_slot
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  select coalesce(max(size), 0) into sealed_size from custody.sealed_organizations
    where organization_id = p_entry.organization_id;
  if p_entry.idx >= sealed_size then
    raise exception 'entry % is not sealed yet', p_entry.idx using errcode = 'object_in_use';
  end if;
  if coalesce(cardinality(p_slots), 0) = 0 or exists (
    select from unnest(p_slots) slot
    where p_entry.fields[slot + 1] is null
      or not (slot in (2, 4, 5, 7) or slot >= 8)
      or (slot >= 7 and p_entry.action in ('log.redacted', 'log.pruned'))) then
    raise exception 'slots % of entry % are not to be erased', p_slots, p_entry.idx
      using errcode = 'invalid_parameter_value';
  end if;
  select name || '/c/' || p_entry.client_slot into strict stream
    from custody.organization_heads where organization_id = p_entry.organization_id;
  perform from custody.entries r
    where r.organization_id = p_entry.organization_id and r.idx = p_record
      and r.client_slot = p_entry.client_slot and r.action = 'log.redacted'
      and r.xmin = pg_current_xact_id()::xid
      and (r.fields[8]::jsonb -> 'metadata') @> jsonb_build_object(
        'stream', stream, 'index', p_entry.sidx, 'slots', to_jsonb(p_slots),
        'basis', p_erasure.basis)
      and jsonb_array_length(r.fields[8]::jsonb -> 'metadata' -> 'slots')
        = cardinality(p_slots);
  if not found then
    raise exception 'no record of this transaction says what entry % loses', p_entry.idx
      using errcode = 'invalid_parameter_value';
  end if;
end $$;
--> statement-breakpoint
create function custody.erase_entry(
  p_erasure custody.erasures, p_idx bigint, p_record bigint, p_salts bytea, p_leaves json
) returns int
language plpgsql
set search_path = pg_catalog, custody, pg_temp
as $$
declare
  entry custody.entries; slots int[]; leaves bytea[]; at timestamptz := clock_timestamp();
begin
  select * into strict entry from custody.entries
    where organization_id = p_erasure.organization_id and idx = p_idx;
  select array_agg(x.slot order by x.slot) into slots
    from json_to_recordset(p_leaves) as x(slot int);
  perform custody.require_erasable(p_erasure, entry, slots, p_record);
  insert into custody.erased_fields (
      organization_id, idx, slot, leaf_hash, record_idx, erasure_id, erased_at)
    select entry.organization_id, p_idx, x.slot, decode(x.hash, 'hex'), p_record,
      p_erasure.id, at
    from json_to_recordset(p_leaves) as x(slot int, hash text);
  select array_agg(coalesce(f.leaf_hash, custody.commit_field(
      n.slot, substr(p_salts, 16 * n.slot + 1, 16), entry.fields[n.slot + 1]))
      order by n.slot)
    into leaves
    from generate_series(0, cardinality(entry.fields) - 1) n(slot)
    left join custody.erased_fields f on f.organization_id = entry.organization_id
      and f.idx = p_idx and f.slot = n.slot;
  if length(p_salts) <> 16 * cardinality(entry.fields)
    or custody.merkle_root(leaves) is distinct from entry.body_root
    or exists (select from custody.erased_fields f
      where f.organization_id = entry.organization_id and f.idx = p_idx
        and substr(p_salts, 16 * f.slot + 1, 16) <> decode(repeat('00', 16), 'hex')) then
    raise exception 'what would stay of entry % does not lead to what was recorded', p_idx
      using errcode = 'data_corrupted';
  end if;
  insert into custody.erased_entries (organization_id, idx, salts)
    values (entry.organization_id, p_idx, p_salts)
    on conflict (organization_id, idx) do update set salts = excluded.salts;
  update custody.entries set entry_key = null,
      fields = (select array_agg(case when n.place - 1 = any (slots) then null
        else n.value end order by n.place)
        from unnest(entry.fields) with ordinality n(value, place)),
      ip = case when 5 = any (slots) then null else ip end
    where organization_id = entry.organization_id and idx = p_idx;
  update custody.erased_fields set is_open = false
    where organization_id = entry.organization_id and idx = p_idx and is_open;
  -- The hash of what was sent has no salt: it would let a reader try values.
  update custody.idempotency_keys set content_hash = decode(repeat('00', 32), 'hex')
    where organization_id = entry.organization_id and idx = p_idx;
  return cardinality(slots);
end $$;
--> statement-breakpoint
create function custody.erase_fields(p_organization uuid, p_erasure uuid, p_entries json)
returns bigint
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
declare asked custody.erasures; item record; erased bigint := 0; touched bigint[];
begin
  perform custody.require_scope(p_organization);
  execute 'set local synchronous_commit = on';
  perform pg_advisory_xact_lock(hashtextextended(p_organization::text, 7));
  select * into strict asked from custody.erasures
    where organization_id = p_organization and id = p_erasure for update;
  if asked.approved_at is null or asked.ended_at is not null
    or asked.approved_by = asked.requested_by then
    raise exception 'erasure % is not approved by a second owner', p_erasure
      using errcode = 'insufficient_privilege';
  end if;
  for item in
    select x.* from json_to_recordset(p_entries) as x(
      idx bigint, record bigint, salts text, leaves json)
  loop
    if item.idx >= asked.below_idx then
      raise exception 'entry % is newer than the erasure', item.idx
        using errcode = 'invalid_parameter_value';
    end if;
    erased := erased + custody.erase_entry(
      asked, item.idx, item.record, decode(item.salts, 'hex'), item.leaves);
    touched := touched || item.idx;
  end loop;
  delete from custody.segment_blocks b using custody.segments s
    where s.organization_id = p_organization and b.organization_id = p_organization
      and b.start_idx = s.start_idx
      and exists (select from unnest(touched) t(idx)
        where t.idx >= s.start_idx and t.idx < s.end_idx);
  update custody.erasures set last_erased_at = clock_timestamp(),
      entry_count = entry_count + cardinality(touched), field_count = field_count + erased
    where organization_id = p_organization and id = p_erasure;
  return erased;
end $$;
--> statement-breakpoint
create function custody.guard_idempotency_key() returns trigger
language plpgsql
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  if tg_op = 'UPDATE' and (new.organization_id, new.key, new.idx)
      = (old.organization_id, old.key, old.idx)
    and new.content_hash = decode(repeat('00', 32), 'hex')
    and exists (select from custody.erased_entries e
      where e.organization_id = old.organization_id and e.idx = old.idx) then
    return new;
  end if;
  raise exception '% on %: the log is append-only', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
create or replace trigger idempotency_keys_append_only
  before update or delete on custody.idempotency_keys
  for each row execute function custody.guard_idempotency_key();
--> statement-breakpoint
alter table custody.idempotency_keys enable always trigger idempotency_keys_append_only;
--> statement-breakpoint
create trigger erased_entries_never_truncated before truncate on custody.erased_entries
  for each statement execute function custody.refuse_change();
--> statement-breakpoint
create trigger erased_fields_never_truncated before truncate on custody.erased_fields
  for each statement execute function custody.refuse_change();
--> statement-breakpoint
alter table custody.erased_entries enable always trigger erased_entries_never_truncated;
--> statement-breakpoint
alter table custody.erased_fields enable always trigger erased_fields_never_truncated;
--> statement-breakpoint
do $$
declare
  scoped text;
begin
  foreach scoped in array array['erasures', 'erased_entries', 'erased_fields'] loop
    execute format('alter table custody.%I enable row level security', scoped);
    execute format('alter table custody.%I force row level security', scoped);
    execute format(
      'create policy %I on custody.%I for all to custody_owner
       using (true) with check (true)', scoped || '_for_owner_functions', scoped);
    execute format(
      'create policy %1$I on custody.%2$I for all
       to custody_app, custody_worker
       using (organization_id = %3$s) with check (organization_id = %3$s)',
      scoped || '_of_the_organization_in_scope', scoped,
      '(select nullif(current_setting(''custody.organization_id'', true), '''')::uuid)');
    execute format('grant select on custody.%I to custody_app, custody_worker', scoped);
  end loop;
  foreach scoped in array array['erased_entries', 'erased_fields'] loop
    execute format(
      'create policy %I on custody.%I for select to custody_verifier, custody_sealer
       using (true)', scoped || '_for_verification', scoped);
    execute format('grant select on custody.%I to custody_sealer, custody_verifier', scoped);
  end loop;
end $$;
--> statement-breakpoint
create policy erasures_for_the_worker on custody.erasures
  for select to custody_worker using (true);
--> statement-breakpoint
-- The verifier only asks which segments were built before: whom it was about is not told.
create policy erasures_for_verification on custody.erasures
  for select to custody_verifier using (true);
--> statement-breakpoint
grant select (organization_id, last_erased_at) on custody.erasures to custody_verifier;
--> statement-breakpoint
grant insert, update (approved_by, approved_at, ended_at, outcome, subject)
  on custody.erasures to custody_app, custody_worker;
--> statement-breakpoint
grant execute on function custody.erase_fields(uuid, uuid, json) to custody_worker;
