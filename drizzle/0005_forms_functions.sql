alter table custody.form_flashes enable row level security;
--> statement-breakpoint
alter table custody.form_flashes force row level security;
--> statement-breakpoint
create policy form_flashes_of_the_organization_in_scope on custody.form_flashes
  for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
grant select, insert, delete on custody.form_flashes to custody_app;
--> statement-breakpoint
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
