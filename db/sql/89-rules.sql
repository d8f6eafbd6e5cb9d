-- Guarantees: a serving login writes rules and handles alerts of the organization in scope;
-- versions and notes are only ever added; the worker alone moves the cursor and makes alerts,
-- each cause once, whatever it does (alerts_have_one_cause).
-- Does not: say who may write a rule; lib/access/policy does.

do $$
declare
  scoped text;
begin
  foreach scoped in array array[
    'rules', 'rule_versions', 'rule_cursors', 'rule_states', 'alerts', 'alert_notes'
  ] loop
    execute format('alter table custody.%I enable row level security', scoped);
    execute format('alter table custody.%I force row level security', scoped);
    execute format(
      'create policy %1$I on custody.%2$I for all to public
       using (organization_id = %3$s) with check (organization_id = %3$s)',
      scoped || '_of_the_organization_in_scope', scoped,
      '(select nullif(current_setting(''custody.organization_id'', true), '''')::uuid)');
    execute format('revoke all on custody.%I from public', scoped);
  end loop;
end $$;
--> statement-breakpoint
create policy rules_for_the_worker on custody.rules
  for select to custody_worker using (true);
--> statement-breakpoint
create policy rule_states_for_the_worker on custody.rule_states
  for select to custody_worker using (true);
--> statement-breakpoint
grant select, insert, update (version, is_enabled, from_idx, learned_version, muted_until,
  stopped_reason, updated_at) on custody.rules to custody_app;
--> statement-breakpoint
grant select, insert on custody.rule_versions to custody_app;
--> statement-breakpoint
grant select, insert on custody.rule_states to custody_app;
--> statement-breakpoint
grant select, update (state, owner_id, changed_at) on custody.alerts to custody_app;
--> statement-breakpoint
grant select, insert on custody.alert_notes to custody_app;
--> statement-breakpoint
grant select, update (is_enabled, from_idx, learned_version, throttle, stopped_reason)
  on custody.rules to custody_worker;
--> statement-breakpoint
grant select on custody.rule_versions to custody_worker;
--> statement-breakpoint
grant select, insert, update (next_idx) on custody.rule_cursors to custody_worker;
--> statement-breakpoint
grant select, insert, update (state, due_at, stale_at), delete
  on custody.rule_states to custody_worker;
--> statement-breakpoint
grant select, insert, update (entry_id, entry_idx) on custody.alerts to custody_worker;
