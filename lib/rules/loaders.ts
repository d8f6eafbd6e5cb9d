import { notFound } from "next/navigation";
import { gatePage, gateSession } from "@/lib/access/auth";
import { isAllowed, type Scope } from "@/lib/access/model";
import { everything } from "@/lib/entries/filter";
import type { Entry } from "@/lib/entries/model";
import { findLogEnds, listOldest } from "@/lib/entries/queries";
import { loadForm } from "@/lib/forms/loaders";
import { createFormState, type FormState } from "@/lib/forms/model";
import { listIntegrations } from "@/lib/integrations/queries";
import type { FieldError } from "@/lib/kit/errors";
import { formatInstant, instantOf } from "@/lib/kit/time";
import { loadZone } from "@/lib/organizations/loaders";
import { listPeople } from "@/lib/people/queries";
import { compileNamed } from "@/lib/rule-runs/queries";
import { listFieldErrors } from "@/lib/runtime/mutation";
import { readInScope } from "@/lib/runtime/transaction";
import { countSelection } from "@/lib/segments/queries";
import { listWebhooks } from "@/lib/webhooks/queries";
import { BackTest, type BackTestResult } from "./back-test";
import { type BuiltInRule, builtInRules } from "./built-in";
import { fillRuleForm, placeErrors, readRuleAddress, readRuleForm } from "./form";
import { newRule, type RuleDefinition, ruleIdSchema, ruleSchema } from "./model";
import {
  countFires,
  findRule,
  listRules,
  listVersions,
  type RuleVersion,
} from "./queries";
import type { Rule } from "./rule";
import { readRuleFilter, ruleQueryOf } from "./rule-query";

export const ruleForm = "rule";

/** Whether lists of the log offer to become a rule. */
export async function loadMayWriteRules(): Promise<boolean> {
  const principal = (await gateSession())?.principal;
  return principal !== undefined && isAllowed(principal, "rules:write");
}

export type RulesPage = {
  rules: (Rule & { fireCount: number })[];
  offered: BuiltInRule[];
  mayWrite: boolean;
};

export async function loadRules(): Promise<RulesPage> {
  const { scope, principal } = await gatePage("rules:read");
  const rules = await listRules(scope);
  const fires = await countFires(scope);
  const known = new Set(rules.map(({ builtIn }) => builtIn));
  return {
    rules: rules.map((rule) => ({ ...rule, fireCount: fires.get(rule.id) ?? 0 })),
    offered: builtInRules.filter(({ id }) => !known.has(id)),
    mayWrite: isAllowed(principal, "rules:write"),
  };
}

export type Recipient = { id: string; name: string; email: string };

export type RuleEditor = {
  form: FormState;
  people: Recipient[];
  webhooks: { id: string; name: string }[];
  integrations: { id: string; name: string }[];
  /** What the rule as it stands in the form would have done; null until it was asked. */
  tested: BackTested | null;
};

export type BackTested = BackTestResult & {
  /** How far back it looked. */
  windowDays: number;
  readCount: number;
  /** There was more of the window than could be read. */
  isCut: boolean;
};

/** Empty, from a list of the log (`view`), or as it was typed when it was tested. */
export async function loadNewRule(params: URLSearchParams): Promise<RuleEditor> {
  const { scope } = await gatePage("rules:write");
  const query = ruleQueryOf(params.get("view") ?? "");
  const from = { ...newRule, when: { query, condition: null } };
  return loadEditor(scope, from, params, ruleForm);
}

export type RulePage = {
  rule: Rule;
  versions: RuleVersion[];
  fireCount: number;
  /** The newest place of the log: what freezes the link to what the rule did. */
  head: number;
  mayWrite: boolean;
  editor: RuleEditor | null;
};

export async function loadRule(id: string, params: URLSearchParams): Promise<RulePage> {
  const { scope, principal } = await gatePage("rules:read");
  const rule = ruleIdSchema.safeParse(id).success ? await findRule(scope, id) : null;
  if (!rule) notFound();
  const mayWrite = isAllowed(principal, "rules:write");
  return {
    rule,
    versions: await listVersions(scope, id),
    fireCount: (await countFires(scope)).get(id) ?? 0,
    head: (await findLogEnds(scope)).head,
    mayWrite,
    editor: mayWrite
      ? await loadEditor(scope, rule.definition, params, `${ruleForm}-${id}`)
      : null,
  };
}

async function loadEditor(
  scope: Scope,
  definition: RuleDefinition,
  params: URLSearchParams,
  name: string,
): Promise<RuleEditor> {
  const zone = await loadZone();
  const people = await readInScope(scope, (tx) => listPeople(tx, scope.organizationId));
  const recipients = people
    .filter(({ disabledAt }) => disabledAt === null)
    .map(({ id, name, email }) => ({ id, name, email }));
  const webhooks = (await listWebhooks(scope)).map(({ id, name }) => ({ id, name }));
  const systems = await readInScope(scope, (tx) => listIntegrations(tx, scope));
  const integrations = systems.map(({ id, name }) => ({ id, name }));
  const told = { people: recipients, webhooks, integrations };
  const typed = readRuleAddress(params);
  if (!typed) {
    const form = await loadForm(name, fillRuleForm(definition, zone));
    return { form, ...told, tested: null };
  }
  const { input, errors } = readRuleForm(typed);
  const parsed = ruleSchema.safeParse({
    ...(input as object),
    name: typed.field("name") || "A rule",
  });
  const all = parsed.success
    ? errors
    : [...errors, ...placeErrors(listFieldErrors(parsed.error))];
  const form = describeTyped(name, params, all);
  const isSound = parsed.success && errors.length === 0;
  const tested = isSound ? await backTest(scope, parsed.data) : null;
  return { form, ...told, tested };
}

/** What the address says, as the form shows it again. */
function describeTyped(
  name: string,
  params: URLSearchParams,
  errors: FieldError[],
): FormState {
  const names = [...new Set(params.keys())];
  const values = Object.fromEntries(names.map((one) => [one, params.getAll(one)]));
  const form = createFormState(name, values, null);
  const summary = errors.length === 0 ? null : "This is not a rule yet.";
  return { ...form, errors, summary };
}

const windows = [30, 7, 1, 1 / 24] as const;
const entriesMax = 20_000;
const entriesAtOnceMax = 1_000;
const microsPerDay = 86_400_000_000;
/** A rule of the first time learns before the time that is asked about. */
const learningFactor = 3;

/** The longest time whose matches can all be read at once. */
async function backTest(scope: Scope, definition: RuleDefinition): Promise<BackTested> {
  const nowMicros = Number(instantOf(new Date()));
  const queries = [definition.when.query, definition.followedBy?.query].filter(
    (query) => query !== undefined,
  );
  const factor = definition.kind === "first_seen" ? learningFactor : 1;
  const selectionsOf = (days: number) => {
    const from = formatInstant(
      BigInt(Math.round(nowMicros - days * factor * microsPerDay)),
    );
    return queries.map((query) => ({
      filter: { ...everything, ...readRuleFilter(query) },
      range: { from, to: null },
    }));
  };
  let windowDays: number = windows[0];
  let isCut = false;
  for (windowDays of windows) {
    const counts = await Promise.all(
      selectionsOf(windowDays).map((one) => countSelection(scope, one)),
    );
    isCut = counts.some((count) => count > entriesMax);
    if (!isCut) break;
  }
  const compiled = await readInScope(scope, (tx) => compileNamed(tx, definition));
  const test = new BackTest(compiled, nowMicros - windowDays * microsPerDay);
  const entries = new Map<number, Entry>();
  for (const selection of selectionsOf(windowDays)) {
    for (const entry of await readAll(scope, selection)) entries.set(entry.idx, entry);
  }
  const ordered = [...entries.values()].sort((one, other) => one.idx - other.idx);
  for (const entry of ordered) test.add(entry);
  return { ...test.finish(nowMicros), windowDays, readCount: ordered.length, isCut };
}

async function readAll(
  scope: Scope,
  selection: Parameters<typeof listOldest>[1],
): Promise<Entry[]> {
  const all: Entry[] = [];
  while (all.length < entriesMax) {
    const position = all.at(-1)?.idx ?? null;
    const page = await listOldest(scope, selection, {
      position,
      limit: entriesAtOnceMax,
    });
    all.push(...page);
    if (page.length < entriesAtOnceMax) break;
  }
  return all;
}
