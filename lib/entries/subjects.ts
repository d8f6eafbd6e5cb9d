import type { EventInput } from "./model";

export type ClientReference = { id: string; slug: string; name: string };
export type Subject = {
  clientId: string | null;
  targets: EventInput["targets"];
  /** The event's one target is another client's. */
  isTargetForeign?: boolean;
};

type Target = NonNullable<EventInput["target"]>;

/**
 * Gives each client of an event its own targets, so that no client reads another's names
 * (T-06). Returns null when it cannot be told whose a target is, or when it is nobody's of
 * these.
 */
export function listSubjects(
  event: EventInput,
  clients: ClientReference[],
): Subject[] | null {
  const { target } = event;
  const targets = event.targets ?? [];
  if ([target ?? [], ...targets].flat().some((one) => isStray(one, clients))) return null;
  if (clients.length <= 1) {
    return [{ clientId: clients[0]?.id ?? null, targets: event.targets }];
  }
  const owners = targets.map((one, at) => {
    const named = clients.find((client) => isAbout(one, client));
    return named ?? (targets.length === clients.length ? clients[at] : undefined);
  });
  if (owners.some((owner) => owner === undefined)) return null;
  const owner = target && clients.find((client) => isAbout(target, client));
  return clients.map((client) => ({
    clientId: client.id,
    targets: targets
      .filter((_, at) => owners[at]?.id === client.id)
      .map(({ client: _, ...one }) => one),
    isTargetForeign: owner !== undefined && owner !== null && owner.id !== client.id,
  }));
}

function isStray(target: Target, clients: ClientReference[]): boolean {
  return target.client != null && !clients.some((client) => isAbout(target, client));
}

function isAbout(target: Target, client: ClientReference): boolean {
  if (target.client != null) {
    return target.client === client.id || target.client === client.slug;
  }
  return (
    target.type === "client" &&
    (target.id === client.id || target.id === client.slug || target.name === client.name)
  );
}
