-- Guarantees: how much was logged of a client of late is told from its stream's positions, by
-- a bisection over the stream's own index, so it costs the same for any number of entries.
-- Does not: look into entries; only positions and times.

create function custody.describe_stream(
  p_organization uuid, p_slot int, p_since timestamptz,
  out recent_count bigint, out last_at timestamptz
)
language plpgsql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
declare low bigint; high bigint; middle bigint; found_at timestamptz;
begin
  perform custody.require_scope(p_organization);
  select min(sidx), max(sidx) + 1 into low, high from custody.entries
    where organization_id = p_organization and client_slot = p_slot;
  recent_count := coalesce(high, 0);
  if high is null then return; end if;
  select recorded_at into strict last_at from custody.entries
    where organization_id = p_organization and client_slot = p_slot and sidx = high - 1;
  while low < high loop
    middle := (low + high) / 2;
    select recorded_at into strict found_at from custody.entries
      where organization_id = p_organization and client_slot = p_slot and sidx = middle;
    if found_at < p_since then low := middle + 1; else high := middle; end if;
  end loop;
  recent_count := recent_count - low;
end $$;
--> statement-breakpoint
revoke execute on function custody.describe_stream(uuid, int, timestamptz) from public;
--> statement-breakpoint
grant execute on function custody.describe_stream(uuid, int, timestamptz) to custody_app;
