import type { EventInput } from "./model";

export type ClientReference = { id: string; slug: string; name: string };
export type Subject = { clientId: string | null; targets: EventInput["targets"] };

type Target = NonNullable<EventInput["target"]>;

/**
 * Gives each client of an event its own targets, so that no client reads another's names
 * (T-06). Returns null when it cannot be told whose a target is.
 */
export function listSubjects(
  event: EventInput,
  clients: ClientReference[],
): Subject[] | null {
  if (clients.length <= 1) {
    return [{ clientId: clients[0]?.id ?? null, targets: event.targets }];
  }
  const targets = event.targets ?? [];
  const owners = targets.map((target, at) => {
    const named = clients.find((client) => isAbout(target, client));
    return named ?? (targets.length === clients.length ? clients[at] : undefined);
  });
  if (owners.some((owner) => owner === undefined)) return null;
  return clients.map((client) => ({
    clientId: client.id,
    targets: targets
      .filter((_, at) => owners[at]?.id === client.id)
      .map(({ client: _, ...target }) => target),
  }));
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
