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
