create function custody.find_person_of_session(p_id text) returns uuid
language sql stable security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  select s.user_id from custody.sessions s where s.id = p_id
$$;
--> statement-breakpoint
revoke execute on function custody.find_person_of_session(text) from public;
--> statement-breakpoint
grant execute on function custody.find_person_of_session(text) to custody_app;
--> statement-breakpoint
create policy rate_limits_for_owner_functions on custody.rate_limits
  for all to custody_owner using (true) with check (true);
--> statement-breakpoint
create policy form_flashes_for_owner_functions on custody.form_flashes
  for all to custody_owner using (true) with check (true);
--> statement-breakpoint
-- What counts for nothing any more: of every organization, and with no word of whose it was.
create function custody.remove_spent(p_flash_seconds integer, p_link_days integer)
returns table (limits bigint, flashes bigint, links bigint)
language sql security definer
set search_path = pg_catalog, custody, pg_temp
as $$
  with past_limits as (
    delete from custody.rate_limits
    where expire < extract(epoch from clock_timestamp()) * 1000 returning 1),
  past_flashes as (
    delete from custody.form_flashes
    where created_at < clock_timestamp() - make_interval(secs => p_flash_seconds)
    returning 1),
  past_links as (
    delete from custody.sign_in_links
    where coalesce(used_at, expires_at) < clock_timestamp() - make_interval(days => p_link_days)
    returning 1)
  select (select count(*) from past_limits), (select count(*) from past_flashes),
    (select count(*) from past_links)
$$;
--> statement-breakpoint
revoke execute on function custody.remove_spent(integer, integer) from public;
--> statement-breakpoint
grant execute on function custody.remove_spent(integer, integer) to custody_worker;
