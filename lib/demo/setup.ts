import type { EventInput } from "@/lib/entries/model";
import { describeStream } from "@/lib/organizations/stream";
import type { Cast } from "./cast";
import { startOfHistory } from "./history";
import { formatMoment, microsPerMinute, microsPerSecond } from "./moment";
import type { DemoEvent } from "./story";

const operator: EventInput["actor"] = { type: "system", id: "cli", name: "Command line" };

export type Streams = {
  /** The slot each client's stream drew, by its slug. */
  slots: Map<string, number>;
  keys: string[];
};

/** The first entries: every stream's own, and what its first records are. */
export function listSetupEvents(
  cast: Cast,
  streams: Streams,
  endAt: number,
): DemoEvent[] {
  const told = [
    ...describeOrganization(cast, streams),
    ...cast.clients.flatMap((client) => describeClient(cast, streams, client)),
    ...cast.staff.map((staff) => ({ clientSlug: null, event: describeStaff(staff) })),
  ];
  const start = startOfHistory(endAt) - 10 * microsPerMinute;
  return told.map(({ clientSlug, event }, at) => ({
    at: formatMoment(start + at * microsPerSecond),
    clientSlug,
    event: { actor: operator, ...event },
    source: "system",
    keyId: null,
  }));
}

export function countSetupEvents(cast: Cast): number {
  return listSetupEvents(cast, { slots: new Map(), keys: [] }, 0).length;
}

type Told = { clientSlug: string | null; event: EventInput };

function describeOrganization(cast: Cast, { keys }: Streams): Told[] {
  const { organizationId, slug, name, timeZone } = cast;
  const created = {
    action: "organization.created",
    target: { type: "organization", id: organizationId, name },
    after: { slug, name, demo: true, time_zone: timeZone },
  };
  const stream = describeStream({ organizationId, client: null, slot: 0, keys });
  return [
    { clientSlug: null, event: stream },
    { clientSlug: null, event: created },
  ];
}

function describeClient(
  { organizationId }: Cast,
  { slots, keys }: Streams,
  client: Cast["clients"][number],
): Told[] {
  const { id, slug, name, timeZone } = client;
  const slot = slots.get(slug) ?? 0;
  const created = {
    action: "client.created",
    target: { type: "client", id, name },
    after: { slug, name, time_zone: timeZone },
  };
  const stream = describeStream({ organizationId, client: { id, name }, slot, keys });
  return [
    { clientSlug: slug, event: stream },
    { clientSlug: slug, event: created },
  ];
}

function describeStaff({ id, email, name, role }: Cast["staff"][number]): EventInput {
  return {
    action: "user.created",
    target: { type: "user", id, name },
    after: { email, name, role },
  };
}

export function describeLoaded(
  cast: Cast,
  options: { seed: number; events: number; endAt: number },
): DemoEvent {
  const { seed, events, endAt } = options;
  return {
    at: formatMoment(endAt),
    clientSlug: null,
    event: {
      action: "demo.loaded",
      actor: operator,
      target: { type: "organization", id: cast.organizationId, name: cast.name },
      metadata: { seed, entries: events },
    },
    source: "system",
    keyId: null,
  };
}
