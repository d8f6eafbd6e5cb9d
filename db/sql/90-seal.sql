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
alter table custody.anchors enable row level security;
--> statement-breakpoint
alter table custody.anchors force row level security;
--> statement-breakpoint
create policy anchors_for_owner_functions on custody.anchors
  for all to custody_owner using (true) with check (true);
--> statement-breakpoint
create policy anchors_for_everybody on custody.anchors for select
  to custody_app, custody_worker, custody_sealer, custody_verifier using (true);
--> statement-breakpoint
create function custody.record_anchor(p_anchor json) returns void
language plpgsql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
begin
  insert into custody.anchors as kept (
      name, kind, kept_size, kept_at, tried_at, failing_since, error, has_conflict)
    select a.name, a.kind, a.size,
      case when a.size is not null then clock_timestamp() end, clock_timestamp(),
      case when a.size is null then clock_timestamp() end, a.error, a.has_conflict
    from json_to_record(p_anchor) as a(
      name text, kind text, size bigint, error text, has_conflict boolean)
    on conflict (name) do update set
      kind = excluded.kind, tried_at = excluded.tried_at, error = excluded.error,
      kept_size = coalesce(excluded.kept_size, kept.kept_size),
      kept_at = coalesce(excluded.kept_at, kept.kept_at),
      failing_since = case when excluded.failing_since is not null
        then coalesce(kept.failing_since, excluded.failing_since) end,
      has_conflict = excluded.has_conflict;
end $$;
--> statement-breakpoint
create function custody.keep_anchors(p_names text[]) returns void
language sql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  delete from custody.anchors where name <> all (p_names)
$$;
--> statement-breakpoint
grant select on custody.anchors
  to custody_app, custody_worker, custody_sealer, custody_verifier;
--> statement-breakpoint
grant execute on function custody.record_anchor(json), custody.keep_anchors(text[])
  to custody_sealer;
