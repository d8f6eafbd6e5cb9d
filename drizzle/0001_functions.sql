-- Guarantees: one place sets the organization (and the client) that row security reads, by a
-- SET LOCAL statement, so a scope ends with its transaction and a pooled connection never
-- keeps one. Functions that write refuse an organization other than the one in scope.
-- Does not: decide who may enter which scope; that is lib/access.

create function custody.scope_organization() returns uuid
language sql stable parallel safe
set search_path = pg_catalog, custody, pg_temp
as $$ select nullif(current_setting('custody.organization_id', true), '')::uuid $$;
--> statement-breakpoint
create function custody.scope_client() returns uuid
language sql stable parallel safe
set search_path = pg_catalog, custody, pg_temp
as $$ select nullif(current_setting('custody.client_id', true), '')::uuid $$;
--> statement-breakpoint
create function custody.enter_scope(p_organization uuid, p_client uuid default null)
returns void
language plpgsql
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  execute format('set local custody.organization_id = %L', p_organization);
  execute format('set local custody.client_id = %L', coalesce(p_client::text, ''));
end $$;
--> statement-breakpoint
create function custody.require_scope(p_organization uuid) returns void
language plpgsql
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  if p_organization is null
    or custody.scope_organization() is distinct from p_organization then
    raise exception 'organization % is not the one in scope', p_organization
      using errcode = 'insufficient_privilege';
  end if;
end $$;
--> statement-breakpoint
-- Guarantees: no statement changes or removes an entry, for any role but a superuser who
-- first disables the trigger; heads only advance; a demo organization stays one.
-- ENABLE ALWAYS makes the triggers fire under session_replication_role = replica too.
-- Does not: stop a superuser; the chain and the checkpoints show what one did.

create function custody.refuse_change() returns trigger
language plpgsql
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  raise exception '% on %: the log is append-only', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
create trigger entries_append_only before update or delete on custody.entries
  for each row execute function custody.refuse_change();
--> statement-breakpoint
create trigger entries_never_truncated before truncate on custody.entries
  for each statement execute function custody.refuse_change();
--> statement-breakpoint
create trigger idempotency_keys_append_only
  before update or delete on custody.idempotency_keys
  for each row execute function custody.refuse_change();
--> statement-breakpoint
create trigger idempotency_keys_never_truncated
  before truncate on custody.idempotency_keys
  for each statement execute function custody.refuse_change();
--> statement-breakpoint
create function custody.refuse_retreat() returns trigger
language plpgsql
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  if tg_table_name = 'organization_heads' then
    if (new.organization_id, new.name, new.is_demo)
        is distinct from (old.organization_id, old.name, old.is_demo)
      or new.next_idx < old.next_idx or new.min_idx < old.min_idx
      or new.last_recorded_at < old.last_recorded_at
      or new.stream_width < old.stream_width then
      raise exception 'a head only advances' using errcode = 'insufficient_privilege';
    end if;
  elsif (new.organization_id, new.client_slot, new.client_id)
      is distinct from (old.organization_id, old.client_slot, old.client_id)
    or new.next_sidx < old.next_sidx then
    raise exception 'a head only advances' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger organization_heads_only_advance before update on custody.organization_heads
  for each row execute function custody.refuse_retreat();
--> statement-breakpoint
create trigger stream_heads_only_advance before update on custody.stream_heads
  for each row execute function custody.refuse_retreat();
--> statement-breakpoint
create trigger organization_heads_never_deleted
  before delete on custody.organization_heads
  for each row execute function custody.refuse_change();
--> statement-breakpoint
create trigger stream_heads_never_deleted before delete on custody.stream_heads
  for each row execute function custody.refuse_change();
--> statement-breakpoint
create trigger organization_heads_never_truncated
  before truncate on custody.organization_heads
  for each statement execute function custody.refuse_change();
--> statement-breakpoint
create trigger stream_heads_never_truncated before truncate on custody.stream_heads
  for each statement execute function custody.refuse_change();
--> statement-breakpoint
create function custody.refuse_identity_change() returns trigger
language plpgsql
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  if (new.id, new.slot, new.is_demo) is distinct from (old.id, old.slot, old.is_demo) then
    raise exception 'id, slot and the demo flag of an organization are fixed'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger organizations_identity_is_fixed before update on custody.organizations
  for each row execute function custody.refuse_identity_change();
--> statement-breakpoint
alter table custody.entries enable always trigger entries_append_only;
--> statement-breakpoint
alter table custody.entries enable always trigger entries_never_truncated;
--> statement-breakpoint
alter table custody.idempotency_keys enable always trigger idempotency_keys_append_only;
--> statement-breakpoint
alter table custody.idempotency_keys
  enable always trigger idempotency_keys_never_truncated;
--> statement-breakpoint
alter table custody.organization_heads
  enable always trigger organization_heads_only_advance;
--> statement-breakpoint
alter table custody.organization_heads
  enable always trigger organization_heads_never_deleted;
--> statement-breakpoint
alter table custody.organization_heads
  enable always trigger organization_heads_never_truncated;
--> statement-breakpoint
alter table custody.stream_heads enable always trigger stream_heads_only_advance;
--> statement-breakpoint
alter table custody.stream_heads enable always trigger stream_heads_never_deleted;
--> statement-breakpoint
alter table custody.stream_heads enable always trigger stream_heads_never_truncated;
--> statement-breakpoint
alter table custody.organizations enable always trigger organizations_identity_is_fixed;
--> statement-breakpoint
-- Guarantees: every table that holds an organization's rows shows a serving login only the
-- organization in scope, and entries only the client in scope where one is set. The owner's
-- functions see all rows of the small tables, and of the log only the organization in scope.
-- Does not: stop injected SQL from entering another scope; that is why nothing injects.

do $$
declare
  scoped text;
begin
  foreach scoped in array array[
    'clients', 'memberships', 'client_assignments', 'api_keys', 'sessions',
    'folded_events', 'organization_heads', 'stream_heads', 'idempotency_keys'
  ] loop
    execute format('alter table custody.%I enable row level security', scoped);
    execute format('alter table custody.%I force row level security', scoped);
    execute format(
      'create policy %1$I on custody.%2$I for all to public
       using (organization_id = %3$s) with check (organization_id = %3$s)',
      scoped || '_of_the_organization_in_scope', scoped,
      '(select nullif(current_setting(''custody.organization_id'', true), '''')::uuid)');
  end loop;
  foreach scoped in array array[
    'organizations', 'clients', 'memberships', 'api_keys', 'sessions', 'users'
  ] loop
    execute format(
      'create policy %I on custody.%I for all to custody_owner
       using (true) with check (true)',
      scoped || '_for_owner_functions', scoped);
  end loop;
  foreach scoped in array array[
    'entries', 'organization_heads', 'stream_heads', 'organizations', 'clients'
  ] loop
    execute format(
      'create policy %I on custody.%I for select to custody_verifier, custody_sealer
       using (true)',
      scoped || '_for_verification', scoped);
  end loop;
end $$;
--> statement-breakpoint
alter table custody.organizations enable row level security;
--> statement-breakpoint
alter table custody.organizations force row level security;
--> statement-breakpoint
create policy organizations_in_scope on custody.organizations for all to public
  using (id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
alter table custody.users enable row level security;
--> statement-breakpoint
alter table custody.users force row level security;
--> statement-breakpoint
create policy users_of_the_organization_in_scope on custody.users for all to public
  using (exists (
    select from custody.memberships
    where memberships.user_id = users.id
      and memberships.organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)))
  with check (true);
--> statement-breakpoint
alter table custody.entries enable row level security;
--> statement-breakpoint
alter table custody.entries force row level security;
--> statement-breakpoint
create policy entries_in_scope on custody.entries for all
  to custody_app, custody_worker, custody_pruner
  using (
    organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid)
    and ((select nullif(current_setting('custody.client_id', true), '')::uuid) is null
      or client_id = (select nullif(current_setting('custody.client_id', true), '')::uuid)))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
create policy entries_for_owner_functions on custody.entries for all to custody_owner
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
create policy folded_events_for_the_worker on custody.folded_events
  for select to custody_worker using (true);
--> statement-breakpoint
revoke all on all tables in schema custody from public;
--> statement-breakpoint
revoke execute on all functions in schema custody from public;
--> statement-breakpoint
alter default privileges revoke execute on functions from public;
--> statement-breakpoint
grant usage on schema custody
  to custody_app, custody_worker, custody_sealer, custody_pruner, custody_verifier;
--> statement-breakpoint
grant execute on function
  custody.scope_organization(), custody.scope_client(),
  custody.enter_scope(uuid, uuid), custody.require_scope(uuid)
  to custody_app, custody_worker, custody_sealer, custody_pruner, custody_verifier;
--> statement-breakpoint
grant select on custody.installation, custody.organizations, custody.clients,
  custody.entries, custody.organization_heads, custody.stream_heads
  to custody_app, custody_worker, custody_sealer, custody_pruner, custody_verifier;
--> statement-breakpoint
grant select on custody.users, custody.memberships, custody.client_assignments,
  custody.api_keys, custody.sessions, custody.folded_events
  to custody_app, custody_worker;
--> statement-breakpoint
grant update (name, time_zone) on custody.organizations to custody_app;
--> statement-breakpoint
grant insert, update (slug, name, time_zone, archived_at) on custody.clients
  to custody_app;
--> statement-breakpoint
grant insert, update (email, name, password_hash, disabled_at) on custody.users
  to custody_app;
--> statement-breakpoint
grant insert, update (role, sees_whole_log), delete on custody.memberships
  to custody_app;
--> statement-breakpoint
grant insert, delete on custody.client_assignments to custody_app;
--> statement-breakpoint
grant insert, update (name, revoked_at, expires_at) on custody.api_keys to custody_app;
--> statement-breakpoint
grant insert, update (last_seen_at, revoked_at) on custody.sessions to custody_app;
--> statement-breakpoint
grant insert, update, delete on custody.folded_events to custody_app, custody_worker;
--> statement-breakpoint
-- Guarantees: entries of one organization get gap-free idx and sidx, link to their
-- predecessors in both chains (docs/format.md, section 3), carry the database's clock taken
-- after the head lock, and are durable when the commit returns. The filter columns come from
-- the very texts that were hashed. Repeats by idempotency key change nothing.
-- Does not: recompute the field commitments (verification does); NOTIFY (the caller does).
-- The texts of an entry arrive joined by line feeds, which canonical JSON never holds.

create type custody.appended as (
  status text, idx bigint, client_slot int, sidx bigint,
  recorded_at text, id text, hash text
);
--> statement-breakpoint
create function custody.format_instant(p_at timestamptz) returns text
language sql stable parallel safe
as $$ select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;
--> statement-breakpoint
create function custody.hash_entry(
  p_stream text, p_sidx bigint, p_recorded_at text, p_prev text, p_count int, p_root text
) returns text
language sql immutable parallel safe
as $$
  select encode(sha256('\x00'::bytea || convert_to(
    'custody/entry/v1' || E'\n' || p_stream || E'\n' || p_sidx::text || E'\n'
    || p_recorded_at || E'\n' || p_prev || E'\n'
    || p_count::text || ' ' || p_root || E'\n', 'UTF8')), 'hex')
$$;
--> statement-breakpoint
create function custody.hash_org_entry(
  p_org text, p_idx bigint, p_recorded_at text, p_prev text,
  p_slot int, p_sidx bigint, p_hash text
) returns text
language sql immutable parallel safe
as $$
  select encode(sha256('\x00'::bytea || convert_to(
    'custody/org/v1' || E'\n' || p_org || E'\n' || p_idx::text || E'\n'
    || p_recorded_at || E'\n' || p_prev || E'\n'
    || p_slot::text || ' ' || p_sidx::text || ' ' || p_hash || E'\n', 'UTF8')), 'hex')
$$;
--> statement-breakpoint
create function custody.parse_claim(p_text text) returns timestamptz
language sql immutable parallel safe
as $$ select regexp_replace(p_text, '(\.\d{6})\d+', '\1')::timestamptz $$;
--> statement-breakpoint
create function custody.append(
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
  answer custody.appended;
begin
  if coalesce(current_setting('custody.organization_id', true), '') = '' then
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
grant execute on function custody.append(uuid, uuid[], boolean, text, boolean)
  to custody_app, custody_worker;
--> statement-breakpoint
grant execute on function custody.format_instant(timestamptz),
  custody.hash_entry(text, bigint, text, text, int, text),
  custody.hash_org_entry(text, bigint, text, text, int, bigint, text)
  to custody_app, custody_worker, custody_sealer, custody_pruner, custody_verifier;
--> statement-breakpoint
-- Guarantees: slots are drawn at random from the free ones (docs/format.md, section 1), once
-- for ever, under the head lock; a table of slots doubles at three quarters full.
-- Does not: write entry 0 of a stream; lib/entries/mutations does, in the same transaction.

create function custody.draw_slot(p_width int, p_taken int[]) returns int
language plpgsql
set search_path = pg_catalog, custody, pg_temp
as $$
declare drawn int;
begin
  loop
    drawn := ('x' || left(gen_random_uuid()::text, 8))::bit(32)::int & (p_width - 1);
    exit when drawn <> all (p_taken);
  end loop;
  return drawn;
end $$;
--> statement-breakpoint
create function custody.create_organization(
  p_id uuid, p_slug text, p_name text, p_is_demo boolean, p_time_zone text
) returns text
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
declare place custody.installation; taken int[]; drawn int; org_name text;
begin
  perform custody.require_scope(p_id);
  select * into strict place from custody.installation for update;
  select coalesce(array_agg(slot), '{}') into taken from custody.organizations;
  if cardinality(taken) + 1 > place.organization_width * 3 / 4 then
    place.organization_width := place.organization_width * 2;
    update custody.installation set organization_width = place.organization_width;
  end if;
  drawn := custody.draw_slot(place.organization_width, taken);
  org_name := place.origin || '/o/' || drawn;
  insert into custody.organizations (id, slug, name, slot, is_demo, time_zone)
    values (p_id, p_slug, p_name, drawn, p_is_demo, p_time_zone);
  insert into custody.organization_heads (
    organization_id, name, stream_width, is_demo, min_idx, next_idx, last_hash,
    last_recorded_at
  ) values (
    p_id, org_name, 256, p_is_demo, 0, 0, decode(repeat('00', 32), 'hex'), 'epoch');
  insert into custody.stream_heads (organization_id, client_slot, client_id, next_sidx, last_hash)
    values (p_id, 0, null, 0, decode(repeat('00', 32), 'hex'));
  return org_name;
end $$;
--> statement-breakpoint
create function custody.create_stream(p_organization uuid, p_client uuid) returns int
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
declare width int; taken int[]; drawn int;
begin
  perform custody.require_scope(p_organization);
  select stream_width into strict width from custody.organization_heads
    where organization_id = p_organization for update;
  select array_agg(client_slot) into taken from custody.stream_heads
    where organization_id = p_organization;
  if cardinality(taken) + 1 > width * 3 / 4 then
    width := width * 2;
    update custody.organization_heads set stream_width = width
      where organization_id = p_organization;
  end if;
  drawn := custody.draw_slot(width, taken);
  insert into custody.stream_heads (organization_id, client_slot, client_id, next_sidx, last_hash)
    values (p_organization, drawn, p_client, 0, decode(repeat('00', 32), 'hex'));
  return drawn;
end $$;
--> statement-breakpoint
create function custody.install(p_origin text, p_log_key text, p_export_key text)
returns setof custody.installation
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  insert into custody.installation (origin, log_key, export_key)
    values (p_origin, p_log_key, p_export_key) on conflict do nothing;
  return query select * from custody.installation;
end $$;
--> statement-breakpoint
grant execute on function
  custody.create_organization(uuid, text, text, boolean, text),
  custody.create_stream(uuid, uuid)
  to custody_app, custody_worker;
--> statement-breakpoint
-- Guarantees: the few questions that must be asked before a scope is known (who holds this
-- key, this session, this e-mail address; where a date begins) have one narrow function each.
-- Does not: decide anything; a row that is revoked or expired is returned as it is.

create function custody.find_api_key(p_public_id text)
returns table (
  organization_id uuid, id text, secret_hash bytea, name text, scopes text[],
  client_id uuid, expires_at timestamptz, revoked_at timestamptz
)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select k.organization_id, k.id, k.secret_hash, k.name, k.scopes, k.client_id,
    k.expires_at, k.revoked_at
  from custody.api_keys k where k.public_id = p_public_id
$$;
--> statement-breakpoint
create function custody.find_session(p_id text)
returns table (
  id text, organization_id uuid, user_id uuid, email text, name text, role text,
  sees_whole_log boolean, last_seen_at timestamptz
)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select s.id, s.organization_id, u.id, u.email, u.name, m.role, m.sees_whole_log,
    s.last_seen_at
  from custody.sessions s
  join custody.users u on u.id = s.user_id and u.disabled_at is null
  join custody.memberships m
    on m.organization_id = s.organization_id and m.user_id = s.user_id
  where s.id = p_id and s.revoked_at is null and s.expires_at > clock_timestamp()
$$;
--> statement-breakpoint
create function custody.find_sign_in(p_email text)
returns table (
  user_id uuid, email text, name text, password_hash text, disabled_at timestamptz,
  organization_id uuid, role text
)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select u.id, u.email, u.name, u.password_hash, u.disabled_at, m.organization_id, m.role
  from custody.users u
  left join custody.memberships m on m.user_id = u.id
  where u.email = p_email
  order by m.created_at
$$;
--> statement-breakpoint
create function custody.find_organization(p_slug text)
returns table (id uuid, slug text, name text, is_demo boolean, time_zone text)
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select o.id, o.slug, o.name, o.is_demo, o.time_zone
  from custody.organizations o where o.slug = p_slug
$$;
--> statement-breakpoint
create function custody.find_only_organization() returns uuid
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select case when count(*) = 1 then min(id::text)::uuid end from custody.organizations
$$;
--> statement-breakpoint
create function custody.count_organizations() returns bigint
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$ select count(*) from custody.organizations $$;
--> statement-breakpoint
create function custody.find_idx(p_organization uuid, p_at timestamptz) returns bigint
language plpgsql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
declare low bigint; high bigint; middle bigint; found_at timestamptz;
begin
  perform custody.require_scope(p_organization);
  select min_idx, next_idx into strict low, high from custody.organization_heads
    where organization_id = p_organization;
  while low < high loop
    middle := (low + high) / 2;
    select recorded_at into strict found_at from custody.entries
      where organization_id = p_organization and idx = middle;
    if found_at < p_at then low := middle + 1; else high := middle; end if;
  end loop;
  return low;
end $$;
--> statement-breakpoint
grant execute on function
  custody.find_api_key(text), custody.find_session(text), custody.find_sign_in(text),
  custody.find_organization(text), custody.find_only_organization(), custody.count_organizations(),
  custody.find_idx(uuid, timestamptz)
  to custody_app, custody_worker;
--> statement-breakpoint
-- Guarantees: the text that free-text search reads, a value a line, made of the hashed texts
-- alone (docs/format.md, section 2); the same lines as searchText in lib/entries.
-- Does not: fold case, or keep the lines in that order: no search spans two of them.

create function custody.search_text(p_fields text[]) returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
cost 1000
as $$
  select string_agg(line, E'\n')
  from (
    select p_fields[5]::json #>> '{}' as line
    union all
    select nullif(p_fields[8]::json ->> 'metadata', '{}')
    union all
    select field.value::json ->> key
    from unnest(p_fields) with ordinality as field(value, place)
    cross join lateral unnest(
      case place
        when 1 then array['action', 'category', 'outcome']
        when 2 then array['type', 'id']
        when 3 then array['email', 'name', 'role']
        when 4 then array['type', 'id']
        when 5 then array[]::text[]
        when 6 then array['ip', 'user_agent']
        when 7 then array[]::text[]
        when 8 then array['reason', 'target_url', 'request', 'response',
          'vendor_record', 'targets']
        else array['path', 'before', 'after']
      end) as key
  ) as lines
$$;
--> statement-breakpoint
-- Guarantees: what readers search by may be computed by every login that may read.
-- Does not: give anyone rows; row security does.

grant execute on function custody.search_text(text[])
  to custody_app, custody_worker, custody_sealer, custody_pruner, custody_verifier;
