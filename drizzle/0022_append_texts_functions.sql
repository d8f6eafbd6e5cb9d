create or replace function custody.hash_entry(
  p_stream text, p_sidx bigint, p_recorded_at text, p_prev text, p_count int, p_root text
) returns text
language sql stable parallel safe
as $$
  select encode(sha256('\x00'::bytea || convert_to(
    'custody/entry/v1' || E'\n' || p_stream || E'\n' || p_sidx::text || E'\n'
    || p_recorded_at || E'\n' || p_prev || E'\n'
    || p_count::text || ' ' || p_root || E'\n', 'UTF8')), 'hex')
$$;
--> statement-breakpoint
create or replace function custody.hash_org_entry(
  p_org text, p_idx bigint, p_recorded_at text, p_prev text,
  p_slot int, p_sidx bigint, p_hash text
) returns text
language sql stable parallel safe
as $$
  select encode(sha256('\x00'::bytea || convert_to(
    'custody/org/v1' || E'\n' || p_org || E'\n' || p_idx::text || E'\n'
    || p_recorded_at || E'\n' || p_prev || E'\n'
    || p_slot::text || ' ' || p_sidx::text || ' ' || p_hash || E'\n', 'UTF8')), 'hex')
$$;
--> statement-breakpoint
drop function custody.append(uuid, uuid[], boolean, text, boolean);
--> statement-breakpoint
create function custody.append(
  p_organization uuid, p_clients uuid[], p_keyed boolean, p_entries text, p_texts text,
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
    select x.* from rows from (
        json_to_recordset(items) as (
          client int, request int, key text, root text, verb text, idem text,
          content text, at timestamptz, count int),
        unnest(string_to_array(p_texts, E'\n\n'))
      ) as x(client, request, key, root, verb, idem, content, at, count, fields)
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
grant execute on function custody.append(uuid, uuid[], boolean, text, text, boolean)
  to custody_app, custody_worker;
