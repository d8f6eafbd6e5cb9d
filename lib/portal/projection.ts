import type { Actor, Change, Context, Entry, Target } from "@/lib/entries/model";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";
import type { PortalChoices } from "./choices";
import { createRename, firstNameOf, type StaffMember } from "./names";

/** Makes of an entry what its client may see of it; what is hidden is not in it. */
export type Project = (entry: Entry) => Entry;
type Rename = (text: string) => string;

export function isHidden({ hiddenCategories }: PortalChoices, entry: Entry): boolean {
  return hiddenCategories.includes(entry.category);
}

/**
 * The one place that says what leaves the server for a portal: pages, files, searches and
 * proofs are all made of what this returns. Guarded by "nothing hidden is in what a portal
 * user gets" in projection.test.ts.
 */
export function createProjection(choices: PortalChoices, staff: StaffMember[]): Project {
  const common = createRename(staff, choices.staffNames);
  const known = new Set(staff.map(({ name }) => name));
  return (entry) => {
    const isOwn = isOfClient(entry);
    const { actor } = entry;
    const isStranger = actor.type === "user" && !isOwn && !known.has(actor.name);
    const own = isStranger ? createRename([actor], choices.staffNames) : null;
    const rename: Rename = own === null ? common : (text) => own(common(text));
    return projectWith(entry, { choices, rename, isOwn });
  };
}

/** Somebody of the client's own, at work in its portal: only our own screens say so. */
function isOfClient({ source, actor }: Entry): boolean {
  return source === "web" && actor.role === "portal";
}

type Means = { choices: PortalChoices; rename: Rename; isOwn: boolean };

function projectWith(entry: Entry, means: Means): Entry {
  const { choices, rename } = means;
  const { target, targets, changes, reason, erased } = entry;
  const { showsNotes } = choices;
  return {
    ...entry,
    ...hideOrigin(entry, means),
    actor: projectActor(entry.actor, means),
    target: target && projectTarget(target, means),
    targets: targets.map((one) => projectTarget(one, means)),
    changes: changes.map((change) => projectChange(change, rename)),
    reason: showsNotes && reason !== null ? rename(reason) : null,
    request: showsNotes ? renameIn(entry.request, rename) : null,
    response: showsNotes ? renameIn(entry.response, rename) : null,
    metadata: showsNotes ? (renameIn(entry.metadata, rename) as JsonObject) : {},
    vendor_record: showsNotes ? renameIn(entry.vendor_record, rename) : null,
    ...(erased ? { erased: erased.map((one) => ({ ...one, by: [] })) } : {}),
  };
}

const nowhere: Context = {
  ip: null,
  user_agent: null,
  session_id: null,
  request_id: null,
};

function hideOrigin({ context, key_id }: Entry, { choices, isOwn }: Means) {
  const isShown = choices.showsAddresses || isOwn;
  return { context: isShown ? context : nowhere, key_id: isShown ? key_id : null };
}

function projectActor(actor: Actor, { choices, isOwn }: Means): Actor {
  const { staffNames } = choices;
  if (isOwn || staffNames === "full") return actor;
  if (actor.type !== "user") return { ...actor, email: null };
  const nameless = { ...actor, email: null };
  if (staffNames === "role") return { ...nameless, id: null, name: null };
  return { ...nameless, name: actor.name === null ? null : firstNameOf(actor.name) };
}

function projectTarget(target: Target, { choices, rename }: Means): Target {
  const { type, id, name, url } = target;
  const isNameless = choices.staffNames === "role" && type === "user";
  return {
    type,
    id: isNameless || id === null ? null : rename(id),
    name: name === null ? null : rename(name),
    url: choices.showsNotes ? url : null,
  };
}

function projectChange(change: Change, rename: Rename): Change {
  const { path, before, after } = change;
  return {
    path: rename(path),
    ...(before === undefined ? {} : { before: renameIn(before, rename) }),
    ...(after === undefined ? {} : { after: renameIn(after, rename) }),
  };
}

function renameIn(value: JsonValue, rename: Rename): JsonValue {
  if (typeof value === "string") return rename(value);
  if (Array.isArray(value)) return value.map((one) => renameIn(one, rename));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [rename(key), renameIn(one, rename)]),
  );
}

/**
 * The fields of an entry's proof that its projection leaves whole: these can be opened for
 * the client and still be checked. docs/format.md, section 2 says what is in which.
 */
export function listOpenSlots(entry: Entry, shown: Entry): number[] {
  const parts = (one: Entry): unknown[] => [
    [one.action, one.category, one.outcome],
    [one.actor.id, one.actor.type],
    [one.actor.email, one.actor.name, one.actor.role],
    [one.target?.id, one.target?.type],
    one.target?.name,
    [one.context.ip, one.context.user_agent],
    [one.key_id, one.context.session_id, one.context.request_id],
    [
      ...[one.reason, one.request, one.response, one.metadata, one.vendor_record],
      ...[one.targets, one.target?.url],
    ],
    ...one.changes,
  ];
  const whole = parts(entry);
  return parts(shown).flatMap((part, slot) => (isSame(part, whole[slot]) ? [slot] : []));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What was taken out of an entry, in words for its page. */
export function listHidden(entry: Entry, shown: Entry): string[] {
  const { context, actor } = entry;
  const notes = (one: Entry) => [
    ...[one.reason, one.request, one.response, one.metadata, one.vendor_record],
  ];
  const hidden: [boolean, string][] = [
    [!isSame(actor, shown.actor), "who exactly it was"],
    [context.ip !== shown.context.ip, "the IP address"],
    [context.user_agent !== shown.context.user_agent, "the device"],
    [!isSame(notes(entry), notes(shown)), "internal notes"],
  ];
  return hidden.filter(([isTrue]) => isTrue).map(([, word]) => word);
}
