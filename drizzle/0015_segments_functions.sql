-- Guarantees: segments are the worker's to make and anyone's to read who reads their
-- organization; nothing of the log depends on them, so they may be deleted and made again.
-- Does not: narrow them to a client; readers take only the rows of theirs, and entries
-- themselves are always fetched under their own row security.

alter table custody.segments enable row level security;
--> statement-breakpoint
alter table custody.segments force row level security;
--> statement-breakpoint
alter table custody.segment_blocks enable row level security;
--> statement-breakpoint
alter table custody.segment_blocks force row level security;
--> statement-breakpoint
create policy segments_of_the_organization_in_scope on custody.segments for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
create policy segment_blocks_of_the_organization_in_scope on custody.segment_blocks for all to public
  using (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('custody.organization_id', true), '')::uuid));
--> statement-breakpoint
create function custody.find_idxs(p_organization uuid, p_times timestamptz[])
returns bigint[]
language plpgsql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
declare
  low bigint; high bigint; middle bigint; last bigint; found_idx bigint;
  found_at timestamptz; wanted timestamptz; places bigint[] := '{}';
begin
  perform custody.require_scope(p_organization);
  select min_idx, next_idx into strict low, last from custody.organization_heads
    where organization_id = p_organization;
  foreach wanted in array p_times loop
    high := last;
    while low < high loop
      middle := (low + high) / 2;
      select idx, recorded_at into found_idx, found_at from custody.entries
        where organization_id = p_organization and idx >= middle and idx < high
        order by idx limit 1;
      if found and found_at < wanted then low := found_idx + 1;
      else high := middle; end if;
    end loop;
    places := places || low;
  end loop;
  return places;
end $$;
--> statement-breakpoint
grant execute on function custody.list_organization_ids() to custody_app;
--> statement-breakpoint
grant execute on function custody.find_idxs(uuid, timestamptz[])
  to custody_app, custody_worker;
--> statement-breakpoint
grant select on custody.segments, custody.segment_blocks
  to custody_app, custody_worker, custody_verifier;
--> statement-breakpoint
grant insert, delete on custody.segments, custody.segment_blocks to custody_worker;
