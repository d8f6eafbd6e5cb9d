import {
  type Actor,
  type ActorType,
  type Change,
  type EventInput,
  limits,
  type MappedRecord,
  type Outcome,
  type Target,
} from "@/lib/entries/model";
import { addressOf } from "@/lib/ingest/address";
import { checkedEvent } from "@/lib/ingest/checked-event";
import type { RecordProblem } from "@/lib/ingest/model";
import { occurredAt } from "@/lib/ingest/occurred-at";
import { failure, type Result, success } from "@/lib/kit/result";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";

export type ActorDraft = { type: ActorType } & Partial<Actor>;
export type TargetDraft = { type: string } & Partial<Target>;

/**
 * What a mapper found; absent parts are null and lengths are not yet those of the API.
 */
export type Draft = {
  vendor: string;
  action: string;
  occurred?: JsonValue;
  category?: string;
  actor: ActorDraft;
  targets?: (TargetDraft | null)[];
  outcome?: Outcome | null;
  reason?: string | null;
  changes?: Change[];
  address?: string | null;
  userAgent?: string | null;
  sessionId?: string | null;
  requestId?: string | null;
  request?: JsonObject;
  response?: JsonObject;
  metadata?: JsonObject;
  record: JsonValue;
  recordId: string | null;
};

const targetsMax = 1000;

/** Vendors' own names, made to fit: white space becomes "_", any other character "-". */
export function fitAction(name: string): string {
  return name
    .trim()
    .replace(/\s+/g, "_")
    .replace(/[^A-Za-z0-9._:/-]/gu, "-")
    .slice(0, limits.actionLengthMax);
}

export function mappedRecord(draft: Draft): Result<MappedRecord, RecordProblem> {
  const checked = checkedEvent(eventOf(draft));
  if (!checked.ok) {
    const { pointer, detail } = checked.reason;
    return failure({ pointer: "", detail: `gives ${pointer}: ${detail}` });
  }
  const { vendor, record, recordId } = draft;
  return success({ event: checked.value, vendor, vendorRecord: record, recordId });
}

export function onlyRecord(draft: Draft): Result<MappedRecord[], RecordProblem> {
  const mapped = mappedRecord(draft);
  return mapped.ok ? success([mapped.value]) : mapped;
}

function eventOf(draft: Draft): EventInput {
  const [target, ...others] = (draft.targets ?? []).flatMap(fitTarget);
  const changes = draft.changes ?? [];
  return filled({
    action: fitAction(draft.action),
    category: draft.category,
    occurred_at: occurredAt(draft.occurred),
    actor: fitActor(draft.actor),
    target,
    targets: unlessEmpty(others.slice(0, targetsMax)),
    outcome: draft.outcome,
    reason: clip(draft.reason, 8192),
    changes: unlessEmpty(changes.slice(0, limits.changesMax).map(fitChange)),
    context: contextOf(draft),
    request: draft.request && unlessBare(filled(draft.request)),
    response: draft.response && unlessBare(filled(draft.response)),
    metadata: unlessBare(filled(metadataOf(draft))),
  });
}

function contextOf(draft: Draft): EventInput["context"] {
  return unlessBare(
    filled({
      ip: addressOf(draft.address ?? null),
      user_agent: clip(draft.userAgent, 4096),
      session_id: clip(draft.sessionId, 256),
      request_id: clip(draft.requestId, 256),
    }),
  );
}

function metadataOf(draft: Draft): JsonObject {
  const address = draft.address ?? null;
  const omitted = (draft.changes?.length ?? 0) - limits.changesMax;
  return {
    ...draft.metadata,
    source_address: addressOf(address) === null ? address : null,
    time_as_sent: occurredAt(draft.occurred) === null ? (draft.occurred ?? null) : null,
    changes_omitted: omitted > 0 ? omitted : null,
  };
}

function fitActor(actor: ActorDraft): NonNullable<EventInput["actor"]> {
  return filled({
    type: actor.type,
    id: clip(actor.id, 256),
    email: clip(actor.email, 320),
    name: clip(actor.name, 512),
    role: clip(actor.role, 128),
  });
}

function fitTarget(target: TargetDraft | null): NonNullable<EventInput["target"]>[] {
  if (target === null) return [];
  const url = target.url ?? null;
  return [
    filled({
      type: clip(target.type, 128) ?? "record",
      id: clip(target.id, 512),
      name: clip(target.name, 1024),
      url: url !== null && url.length <= 2048 ? url : null,
    }),
  ];
}

function fitChange(change: Change): Change {
  return { ...change, path: clip(change.path, 2048) ?? "" };
}

/**
 * Cuts a text that is too long, never inside a character (a lone surrogate is not JSON).
 */
function clip(text: string | null | undefined, max: number): string | null {
  if (text === null || text === undefined || text === "") return null;
  return text.length <= max ? text : text.slice(0, max).replace(/[\uD800-\uDBFF]$/, "");
}

function filled<T extends object>(object: T): T {
  const members = Object.entries(object);
  return Object.fromEntries(
    members.filter(([, value]) => value !== null && value !== undefined && value !== ""),
  ) as T;
}

function unlessEmpty<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function unlessBare<T extends object>(object: T): T | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}
