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
