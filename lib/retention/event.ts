import type { EventInput } from "@/lib/entries/model";

type Named = { id: string; name: string };

export type RuleChange = {
  client: Named | null;
  before: number;
  after: number;
  reason: string;
};

type Told = { event: EventInput; clientId: string | null };

/**
 * A rule that came into force, or what was said about one. The path and the client are what
 * a verifier reads the retention in force from (docs/format.md, section 6).
 */
export function describeRule(change: RuleChange, said?: string): Told {
  const { client, before, after, reason } = change;
  const inForce = client ? "log.client_retention_changed" : "settings.retention_changed";
  return {
    clientId: client?.id ?? null,
    event: {
      action: said ?? inForce,
      target: client
        ? { type: "client", id: client.id, name: client.name }
        : { type: "setting", id: "retention", name: "Retention" },
      changes: [{ path: "/retention_days", before, after }],
      reason,
    },
  };
}
