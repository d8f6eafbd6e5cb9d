import type { Actor } from "@/lib/entries/model";
import { formatAnyEntity } from "./entities";
import { shortId } from "./target-label";
import { capitalize } from "./words";

const kinds: Partial<Record<Actor["type"], string>> = {
  api_key: "API key",
  integration: "Integration",
  rule: "Rule",
  agent: "Agent",
};

/** Who acted: "Alice Ng", "System", "API key psa-sync", "A technician", "Someone". */
export function labelActor(actor: Actor): string {
  const kind = kinds[actor.type];
  const name = actor.name || actor.email || (actor.id ? shortId(actor.id) : null);
  if (actor.type === "system") return actor.name || "System";
  if (name === null) return unnamed(actor, kind);
  return kind === undefined ? name : `${kind} ${name}`;
}

function unnamed(actor: Actor, kind: string | undefined): string {
  if (kind !== undefined) return capitalize(formatAnyEntity(actor.type));
  return actor.role ? capitalize(formatAnyEntity(actor.role)) : "Someone";
}
