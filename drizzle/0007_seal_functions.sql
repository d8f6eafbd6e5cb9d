create or replace function custody.append(
  p_organization uuid, p_clients uuid[], p_keyed boolean, p_entries text,
  p_sender_clock boolean default false
) returns setof custody.appended
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
set plan_cache_mode = force_generic_plan
set enable_memoize = off
as $$
declare
  head custody.organization_heads;
  items json := p_entries::json;
  slots int[]; names text[]; sidxs bigint[]; hashes text[]; clients uuid[];
  conflicts int[] := '{}';
  item record;
  entry_clients int[] := '{}'; entry_keys text[] := '{}'; entry_roots text[] := '{}';
  entry_verbs text[] := '{}'; entry_fields text[] := '{}';
  entry_sidxs bigint[] := '{}';
  entry_times timestamptz[] := '{}'; entry_prevs text[] := '{}';
  entry_hashes text[] := '{}'; org_hashes text[] := '{}';
  internal constant uuid := '00000000-0000-0000-0000-000000000000';
  first_idx bigint; first_prev text; stamp text; entry_hash text; org_hash text;
  known_idx bigint; slot int; sidx bigint; prev text;
  is_feed boolean := false;
  answer custody.appended;
begin
  if coalesce(current_setting('custody.organization_id', true), '') = '' then
    is_feed := true;
    perform custody.enter_scope(p_organization);
  elsif current_setting('custody.organization_id') <> p_organization::text then
    perform custody.require_scope(p_organization);
  end if;
  execute 'set local synchronous_commit = on';
  select * into strict head from custody.organization_heads
    where organization_id = p_organization for update;
  first_idx := head.next_idx;
  first_prev := encode(head.last_hash, 'hex');
  org_hash := first_prev;
  if head.is_closed and is_feed then
    raise exception 'the log is closed until its integrity warning is closed'
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  if p_sender_clock and not head.is_demo then
    raise exception 'only a demo organization may have its clock supplied'
      using errcode = 'insufficient_privilege';
  end if;

  select array_agg(h.client_slot order by c.n), array_agg(h.next_sidx order by c.n),
      array_agg(encode(h.last_hash, 'hex') order by c.n),
      array_agg(h.client_id order by c.n),
      array_agg(head.name || '/c/' || h.client_slot order by c.n)
    into slots, sidxs, hashes, clients, names
    from unnest(p_clients) with ordinality c(client_id, n)
    join custody.stream_heads h
      on h.organization_id = p_organization
      and coalesce(h.client_id, internal) = coalesce(c.client_id, internal);
  if coalesce(cardinality(slots), 0) <> cardinality(p_clients) then
    raise exception 'a client of the batch has no stream' using errcode = 'no_data_found';
  end if;
  if p_keyed then
    select coalesce(array_agg(distinct b.request), '{}') into conflicts
      from json_to_recordset(items) b(request int, idem text, content text)
      join custody.idempotency_keys k
        on k.organization_id = p_organization and k.key = b.idem
      where k.content_hash <> decode(b.content, 'hex');
  end if;

  for item in
    select x.* from json_to_recordset(items) as x(
      client int, request int, key text, root text, verb text, idem text, content text,
      at timestamptz, count int, fields text)
  loop
    if item.request = any (conflicts) then
      answer := null;
      select 'conflict', k.idx into answer.status, answer.idx
        from custody.idempotency_keys k
        where k.organization_id = p_organization and k.key = item.idem
          and k.content_hash <> decode(item.content, 'hex');
      answer.status := coalesce(answer.status, 'skipped');
      return next answer;
      continue;
    end if;
    if item.idem is not null then
      select k.idx into known_idx from custody.idempotency_keys k
        where k.organization_id = p_organization and k.key = item.idem;
      if found then
        answer := ('repeated', known_idx, null, null, null, null, null);
        select e.client_slot, e.sidx, custody.format_instant(e.recorded_at), e.id,
            encode(e.hash, 'hex')
          into answer.client_slot, answer.sidx, answer.recorded_at, answer.id, answer.hash
          from custody.entries e
          where e.organization_id = p_organization and e.idx = known_idx;
        return next answer;
        continue;
      end if;
      insert into custody.idempotency_keys (organization_id, key, content_hash, idx)
        values (p_organization, item.idem, decode(item.content, 'hex'), head.next_idx);
    end if;

    head.last_recorded_at := greatest(
      case when p_sender_clock then item.at else clock_timestamp() end,
      head.last_recorded_at);
    stamp := custody.format_instant(head.last_recorded_at);
    slot := slots[item.client];
    sidx := sidxs[item.client];
    prev := hashes[item.client];
    entry_hash := custody.hash_entry(
      names[item.client], sidx, stamp, prev, item.count, item.root);
    org_hash := custody.hash_org_entry(
      head.name, head.next_idx, stamp, org_hash, slot, sidx, entry_hash);
    entry_clients := entry_clients || item.client;
    entry_keys := entry_keys || item.key;
    entry_roots := entry_roots || item.root;
    entry_verbs := entry_verbs || item.verb;
    entry_fields := entry_fields || item.fields;
    entry_sidxs := entry_sidxs || sidx;
    entry_times := entry_times || head.last_recorded_at;
    entry_prevs := entry_prevs || prev;
    entry_hashes := entry_hashes || entry_hash;
    org_hashes := org_hashes || org_hash;
    answer := ('appended', head.next_idx, slot, sidx, stamp, null, entry_hash);
    return next answer;
    sidxs[item.client] := sidx + 1;
    hashes[item.client] := entry_hash;
    head.next_idx := head.next_idx + 1;
  end loop;

  insert into custody.entries (
    organization_id, idx, sidx, recorded_at, client_slot, prev_hash, hash,
    org_prev_hash, org_hash, body_root, entry_key, fields, id, client_id, occurred_at,
    action, category, verb, outcome, source, vendor, actor_type, actor_id,
    target_type, target_id, ip, key_id, session_id, request_id)
  select
    p_organization, first_idx + d.n - 1, d.sidx, d.at,
    slots[d.client], decode(d.prev_hash, 'hex'), decode(d.hash, 'hex'),
    decode(coalesce(lag(d.org_hash) over (order by d.n), first_prev), 'hex'),
    decode(d.org_hash, 'hex'),
    decode(d.root, 'hex'), decode(d.key, 'hex'), t.texts,
    j.claim ->> 'id', clients[d.client], custody.parse_claim(j.claim ->> 'occurred_at'),
    j.what ->> 'action', j.what ->> 'category', d.verb, j.what ->> 'outcome',
    j.claim ->> 'source', j.claim ->> 'vendor', j.who ->> 'type', j.who ->> 'id',
    j.target ->> 'type', j.target ->> 'id', (j.origin ->> 'ip')::inet,
    j.claim ->> 'key_id', j.claim ->> 'session_id', j.claim ->> 'request_id'
  from unnest(entry_clients, entry_keys, entry_roots, entry_verbs, entry_fields,
      entry_sidxs, entry_times, entry_prevs, entry_hashes, org_hashes)
    with ordinality d(client, key, root, verb, fields, sidx, at, prev_hash, hash,
      org_hash, n)
  cross join lateral (select string_to_array(d.fields, E'\n') as texts offset 0) t
  cross join lateral (
    select t.texts[1]::jsonb as what, t.texts[2]::jsonb as who, t.texts[4]::jsonb as target,
      t.texts[6]::jsonb as origin, t.texts[7]::jsonb as claim offset 0) j;
  update custody.stream_heads h
    set next_sidx = n.next_sidx, last_hash = decode(n.last_hash, 'hex')
    from unnest(slots, sidxs, hashes) n(client_slot, next_sidx, last_hash)
    where h.organization_id = p_organization and h.client_slot = n.client_slot
      and h.next_sidx <> n.next_sidx;
  update custody.organization_heads
    set next_idx = head.next_idx, last_hash = decode(org_hash, 'hex'),
      last_recorded_at = head.last_recorded_at
    where organization_id = p_organization;
end $$;
--> statement-breakpoint
-- Guarantees: only the sealer's login adds epochs, heads and their hashes, each epoch after
-- the one before it (docs/format.md, section 4), and nobody changes or removes one. Any
-- login may read the epochs, which name no organization; of heads, only those in scope.
-- Does not: check a signature or a root. The sealer computes them, the verifier repeats it.

do $$
declare
  sealed text;
begin
  foreach sealed in array array[
    'epochs', 'sealed_organizations', 'sealed_streams', 'sealed_blocks',
    'pruned_prefixes', 'cosignatures', 'log_keys', 'vacant_keys', 'verification_runs'
  ] loop
    execute format('alter table custody.%I enable row level security', sealed);
    execute format('alter table custody.%I force row level security', sealed);
    execute format(
      'create policy %I on custody.%I for all to custody_owner
       using (true) with check (true)', sealed || '_for_owner_functions', sealed);
    execute format(
      'create policy %I on custody.%I for select to custody_verifier, custody_sealer
       using (true)', sealed || '_for_verification', sealed);
    execute format(
      'create trigger %I before update or delete on custody.%I
       for each row execute function custody.refuse_change()',
      sealed || '_append_only', sealed);
    execute format(
      'create trigger %I before truncate on custody.%I
       for each statement execute function custody.refuse_change()',
      sealed || '_never_truncated', sealed);
    execute format('alter table custody.%I enable always trigger %I',
      sealed, sealed || '_append_only');
    execute format('alter table custody.%I enable always trigger %I',
      sealed, sealed || '_never_truncated');
    execute format(
      'grant select on custody.%I to custody_app, custody_worker, custody_sealer,
       custody_pruner, custody_verifier', sealed);
  end loop;
  foreach sealed in array array['epochs', 'cosignatures', 'log_keys', 'vacant_keys'] loop
    execute format(
      'create policy %I on custody.%I for select
       to custody_app, custody_worker, custody_pruner using (true)',
      sealed || '_for_everybody', sealed);
  end loop;
  foreach sealed in array array[
    'sealed_organizations', 'sealed_blocks', 'pruned_prefixes', 'verification_runs'
  ] loop
    execute format(
      'create policy %I on custody.%I for select
       to custody_app, custody_worker, custody_pruner
       using (organization_id =
         (select nullif(current_setting(''custody.organization_id'', true), '''')::uuid))',
      sealed || '_of_the_organization_in_scope', sealed);
  end loop;
end $$;
--> statement-breakpoint
create policy sealed_streams_in_scope on custody.sealed_streams for select
  to custody_app, custody_worker, custody_pruner
  using (
    organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and ((select nullif(current_setting('custody.client_id', true), '')::uuid) is null
      or client_id = (select nullif(current_setting('custody.client_id', true), '')::uuid)));
--> statement-breakpoint
create function custody.append_epoch(p_epoch json) returns boolean
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
declare
  e bigint := (p_epoch ->> 'index')::bigint;
  kept bytea;
begin
  execute 'set local synchronous_commit = on';
  select leaf_hash into kept from custody.epochs where epoch_index = e;
  if found then
    if kept <> decode(p_epoch ->> 'leaf', 'hex') then
      raise exception 'epoch % is another', e using errcode = 'unique_violation';
    end if;
    return false;
  end if;
  if e <> (select coalesce(max(epoch_index) + 1, 0) from custody.epochs) then
    raise exception 'epoch % does not follow the last one', e
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  insert into custody.epochs (epoch_index, sealed_at, data, leaf_hash, path, checkpoint)
    values (e, (p_epoch ->> 'sealed_at')::timestamptz, p_epoch ->> 'data',
      decode(p_epoch ->> 'leaf', 'hex'), decode(p_epoch ->> 'path', 'hex'),
      p_epoch ->> 'checkpoint');
  insert into custody.sealed_organizations (
      organization_id, epoch_index, size, head, leaf_hash)
    select o.id, e, o.size, o.head, decode(o.leaf, 'hex')
    from json_to_recordset(p_epoch -> 'organizations')
      as o(id uuid, size bigint, head text, leaf text);
  insert into custody.sealed_streams (
      organization_id, client_slot, epoch_index, client_id, size, head, leaf_hash)
    select s.id, s.slot, e, s.client, s.size, s.head, decode(s.leaf, 'hex')
    from json_to_recordset(p_epoch -> 'streams')
      as s(id uuid, slot int, client uuid, size bigint, head text, leaf text);
  insert into custody.sealed_blocks (organization_id, chain, block, hash)
    select b.id, b.chain, b.block, decode(b.hash, 'hex')
    from json_to_recordset(p_epoch -> 'blocks')
      as b(id uuid, chain int, block bigint, hash text);
  insert into custody.log_keys (verifier_key, from_epoch)
    select k.value, e from json_array_elements_text(p_epoch -> 'keys') k
    on conflict do nothing;
  return true;
end $$;
--> statement-breakpoint
create function custody.keep_vacant_key(p_key bytea) returns bytea
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  insert into custody.vacant_keys (key) values (p_key) on conflict do nothing;
  return (select key from custody.vacant_keys);
end $$;
--> statement-breakpoint
create function custody.append_cosignature(p_epoch bigint, p_line text) returns void
language sql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  insert into custody.cosignatures (epoch_index, line)
    select e.epoch_index, p_line from custody.epochs e where e.epoch_index = p_epoch
    on conflict do nothing
$$;
--> statement-breakpoint
create function custody.list_organization_leaves(p_epoch bigint)
returns table (slot int, leaf_hash bytea)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select o.slot, h.leaf_hash
  from custody.organizations o
  cross join lateral (
    select s.leaf_hash from custody.sealed_organizations s
    where s.organization_id = o.id and s.epoch_index <= p_epoch
    order by s.epoch_index desc limit 1) h
$$;
--> statement-breakpoint
create function custody.list_stream_leaves(p_organization uuid, p_epoch bigint)
returns table (slot int, leaf_hash bytea)
language plpgsql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  perform custody.require_scope(p_organization);
  return query
    select h.client_slot, s.leaf_hash
    from custody.stream_heads h
    cross join lateral (
      select l.leaf_hash from custody.sealed_streams l
      where l.organization_id = p_organization and l.client_slot = h.client_slot
        and l.epoch_index <= p_epoch
      order by l.epoch_index desc limit 1) s
    where h.organization_id = p_organization;
end $$;
--> statement-breakpoint
create function custody.close_log(p_organization uuid) returns void
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  perform custody.enter_scope(p_organization);
  update custody.organization_heads set is_closed = true
    where organization_id = p_organization;
end $$;
--> statement-breakpoint
create function custody.reopen_log(p_organization uuid) returns void
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  perform custody.require_scope(p_organization);
  update custody.organization_heads set is_closed = false
    where organization_id = p_organization;
end $$;
--> statement-breakpoint
grant execute on function custody.append_epoch(json), custody.keep_vacant_key(bytea),
  custody.append_cosignature(bigint, text) to custody_sealer;
--> statement-breakpoint
grant execute on function custody.close_log(uuid) to custody_sealer;
--> statement-breakpoint
grant execute on function custody.reopen_log(uuid) to custody_app;
--> statement-breakpoint
grant execute on function custody.list_organization_leaves(bigint),
  custody.list_stream_leaves(uuid, bigint)
  to custody_app, custody_worker, custody_sealer, custody_verifier;
--> statement-breakpoint
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
