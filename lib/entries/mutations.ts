import type { Ctx } from "@/lib/access/model";
import { resolveClients } from "@/lib/client-names/queries";
import type { ClientRow } from "@/lib/clients/queries";
import type { AppendItem, Idempotency } from "@/lib/entries/batch";
import { AppError, type FieldError } from "@/lib/kit/errors";
import { encodeText, formatHex } from "@/lib/proof/bytes";
import { formatCanonical } from "@/lib/proof/canonical";
import { sha256 } from "@/lib/proof/hash";
import type { JsonValue } from "@/lib/proof/json-value";
import { nameEntry, senderOf } from "@/lib/runtime/append";
import { enqueueAppend, queueLimits } from "@/lib/runtime/queue";
import { recordDenied } from "@/lib/runtime/refusal";
import { inScope } from "@/lib/runtime/transaction";
import type { ReceivedEvent } from "./intake";
import type { EventInput } from "./model";
import { type EventOrigin, prepareEntry, type Sender } from "./prepare";
import { redactEvent, redactValue } from "./redact";
import { listSubjects, type Subject } from "./subjects";

export type AppendAnswer = {
  isRepeat: boolean;
  entries: {
    id: string;
    idx: number;
    client: string | null;
    sidx: number;
    recorded_at: string;
    hash: string;
  }[];
};

type Sent = ReceivedEvent & {
  origin?: EventOrigin;
  /** Where the record behind the event has an identity of its own. */
  idempotency?: Idempotency;
};

/**
 * Appends the events of one request, all or nothing, and answers after the commit.
 * Throws 403 for a client the sender may not write to, 422 for an unknown one, 409 when an
 * idempotency key was used before with other content, 503 when nothing was stored.
 */
export async function appendEvents(
  ctx: Ctx,
  events: Sent[],
  requestKey: string | null = null,
): Promise<AppendAnswer> {
  const directory = await loadDirectory(ctx, events);
  await refuseOtherClients(ctx, events, directory);
  const sender = senderOf(ctx);
  const plans = events.map((sent) => planEvent(sent, ctx, directory));
  const errors = plans.flatMap((plan) => plan.errors);
  if (errors.length > 0) throw new AppError("event.invalid", { errors });
  refuseTooMany(plans.reduce((sum, { subjects }) => sum + subjects.length, 0));
  const requestHash = requestKey === null ? "" : hashPlans(plans);
  const items = plans.flatMap((plan) => prepareItems(plan, sender));
  const keyed =
    requestKey === null
      ? items
      : items.map((item, at) => ({
          ...item,
          idempotency: { key: `request:${requestKey}/${at}`, contentHash: requestHash },
        }));
  const outcome = await enqueueAppend(ctx.scope.organizationId, keyed);
  if (outcome.status === "conflict") {
    throw new AppError("idempotency.conflict", {
      errors: outcome.items.map((at) => ({
        pointer: requestKey === null ? `${pointerOf(plans, at)}/idempotency_key` : "",
        detail: "was used before with other content",
      })),
    });
  }
  const slugs = new Map([...directory.values()].map(({ id, slug }) => [id, slug]));
  return {
    isRepeat: outcome.status === "repeated",
    entries: outcome.entries.map((entry) => ({
      id: entry.id,
      idx: entry.idx,
      client: entry.clientId === null ? null : (slugs.get(entry.clientId) ?? null),
      sidx: entry.sidx,
      recorded_at: entry.recordedAt,
      hash: entry.hash,
    })),
  };
}

function refuseTooMany(entries: number): void {
  const { requestEntriesMax } = queueLimits;
  if (entries <= requestEntriesMax) return;
  throw new AppError("request.too_large", {
    detail: `A request may make ${requestEntriesMax} entries, one a client; this makes ${entries}.`,
  });
}

type Directory = Map<string, ClientRow>;

/** Every way the events name a client, in one query; none when they name none. */
async function loadDirectory(ctx: Ctx, events: Sent[]): Promise<Directory> {
  const { organizationId, clientId } = ctx.scope;
  const references = new Set(events.flatMap(({ event }) => referencesOf(event)));
  if (clientId !== null) references.add(clientId);
  if (references.size === 0) return new Map();
  return inScope(
    { organizationId, clientId: null },
    (tx) => resolveClients(tx, [...references]),
    "ingest",
  );
}

/** A key of one client learns nothing of the others, not even which there are. */
async function refuseOtherClients(
  ctx: Ctx,
  events: Sent[],
  directory: Directory,
): Promise<void> {
  const limit = ctx.scope.clientId;
  const named = events.flatMap(({ event }) => referencesOf(event));
  const other = named.find((reference) => directory.get(reference)?.id !== limit);
  if (limit === null || other === undefined) return;
  const reason = "the key may only write about its own client";
  await recordDenied(ctx, {
    action: "access.denied",
    reason,
    target: { type: "permission", id: "log:append", name: "POST /api/v1/events" },
    metadata: { client: other },
  });
  throw new AppError("access.denied", {
    detail: `Refused: ${reason}, not "${other}".`,
  });
}

function referencesOf(event: EventInput): string[] {
  return event.clients ?? (event.client == null ? [] : [event.client]);
}

type Plan = {
  event: EventInput;
  origin?: EventOrigin;
  idempotency?: Idempotency;
  subjects: Subject[];
  pointer: string;
  errors: FieldError[];
};

function planEvent(
  { event, pointer, origin, idempotency }: Sent,
  ctx: Ctx,
  directory: Directory,
): Plan {
  const errors: FieldError[] = [];
  const named = referencesOf(event);
  const limit = ctx.scope.clientId;
  const references = named.length === 0 && limit !== null ? [limit] : named;
  const clients = references.flatMap((reference, at) => {
    const client = directory.get(reference);
    const place = event.clients ? `${pointer}/clients/${at}` : `${pointer}/client`;
    if (!client) errors.push({ pointer: place, detail: `no client "${reference}"` });
    return client ? [client] : [];
  });
  const about = [...new Set(clients)];
  const redacted = redactEvent(event);
  const subjects = listSubjects(redacted, about);
  if (subjects === null) {
    errors.push({
      pointer: `${pointer}/targets`,
      detail:
        "each must be of a client of the event, and say which when there are several",
    });
  }
  return {
    event: redacted,
    origin,
    idempotency,
    subjects: subjects ?? [],
    pointer,
    errors,
  };
}

function prepareItems(plan: Plan, sender: Sender): AppendItem[] {
  const { event, origin, subjects } = plan;
  const identity = plan.idempotency ?? identityOf(plan);
  const vendorRecord = origin?.vendorRecord;
  const kept: Partial<EventOrigin> = origin
    ? { vendor: origin.vendor, vendorRecord: redactValue(vendorRecord ?? null) }
    : {};
  return subjects.map((subject, at) => ({
    prepared: prepareEntry(event, sender, subject, { ...nameEntry(), ...kept }),
    idempotency: identity && { ...identity, key: `${identity.key}/${at}` },
  }));
}

function identityOf(plan: Plan): Idempotency | null {
  const key = plan.event.idempotency_key;
  return key == null ? null : { key: `event:${key}`, contentHash: hashPlans([plan]) };
}

/** With the clients: an event that names none is another one under another client's key. */
function hashPlans(plans: Plan[]): string {
  const content = plans.map(({ event, subjects }) => ({
    event,
    clients: subjects.map(({ clientId }) => clientId),
  }));
  return formatHex(sha256(encodeText(formatCanonical(withoutGaps(content)))));
}

/** Canonical JSON knows no undefined; the schema leaves it where a field was not sent. */
function withoutGaps(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}

function pointerOf(plans: Plan[], item: number): string {
  let passed = 0;
  for (const plan of plans) {
    passed += plan.subjects.length;
    if (item < passed) return plan.pointer;
  }
  return "";
}
