import type { AppendItem } from "@/lib/entries/batch";
import { formatEntryId } from "@/lib/entries/entry-id";
import {
  type Naming,
  type PreparedEntry,
  prepareEntry,
  type Sender,
} from "@/lib/entries/prepare";
import type { Cast } from "./cast";
import { Random } from "./random";
import type { DemoEvent } from "./story";

const nobody: Sender = {
  actor: { type: "system", id: null, email: null, name: null, role: null },
  keyId: null,
  source: "system",
  context: { ip: null, user_agent: null, session_id: null, request_id: null },
};

export type DemoPreparer = (told: DemoEvent) => PreparedEntry;

/**
 * Makes the entries of one part of a demo organization's log, whose ids and keys follow from
 * its seed. The texts are ours and hold no secrets, so nothing is redacted.
 */
export function createPreparer(
  cast: Cast,
  seed: number,
  part: "frame" | "history",
): DemoPreparer {
  const random = new Random(`names/${cast.slug}/${seed}/${part}`);
  const clientIds = new Map(cast.clients.map(({ slug, id }) => [slug, id]));
  return ({ at, clientSlug, event, source, keyId }) => {
    const clientId = clientSlug === null ? null : (clientIds.get(clientSlug) ?? null);
    const subject = { clientId, targets: event.targets };
    return prepareEntry(event, { ...nobody, source, keyId }, subject, name(random, at));
  };
}

export function itemOf(told: DemoEvent, prepare: DemoPreparer): AppendItem {
  return { prepared: prepare(told), idempotency: null, recordedAt: told.at };
}

function name(random: Random, at: string): Naming {
  return {
    id: formatEntryId(Date.parse(at), random.bytes(16)),
    entryKey: random.bytes(16),
  };
}
