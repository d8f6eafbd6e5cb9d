import type { EventInput } from "@/lib/entries/model";

/** Entry 0 of a stream binds client and slot for ever (docs/format.md, section 1). */
export function describeStream(options: {
  organizationId: string;
  client: { id: string; name: string } | null;
  slot: number;
  keys: string[];
}): EventInput {
  const { organizationId, client, slot, keys } = options;
  return {
    action: "log.stream_created",
    actor: { type: "system", name: "Custody" },
    target: {
      type: "stream",
      id: String(slot),
      name: client === null ? "Internal" : client.name,
    },
    metadata: {
      organization_id: organizationId,
      client_id: client?.id ?? null,
      slot,
      log_keys: keys,
    },
  };
}
