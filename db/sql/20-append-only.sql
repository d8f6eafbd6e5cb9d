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
