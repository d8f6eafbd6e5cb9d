import type { PreparedEntry } from "./prepare";

export type Idempotency = { key: string; contentHash: string };

export type AppendItem = {
  prepared: PreparedEntry;
  idempotency: Idempotency | null;
  /** Only a demo organization's loader supplies the clock. */
  recordedAt?: string;
};

/** Requests in the form that custody.append of the database takes (db/sql/40-append.sql). */
export type Batch = { clients: string; isKeyed: boolean; facts: string; texts: string };

export function formatBatch(requests: AppendItem[][]): Batch {
  const items = requests.flat();
  const clientIds = [...new Set(items.map((item) => item.prepared.clientId))];
  const positions = new Map(clientIds.map((id, position) => [id, position + 1]));
  const facts = JSON.stringify(
    requests.flatMap((request, number) =>
      request.map((item) => ({
        client: positions.get(item.prepared.clientId),
        request: number,
        key: item.prepared.entryKey,
        root: item.prepared.bodyRoot,
        verb: item.prepared.verb,
        idem: item.idempotency?.key,
        content: item.idempotency?.contentHash,
        at: item.recordedAt,
        count: item.prepared.fields.length,
      })),
    ),
  );
  return {
    facts,
    texts: items.map(({ prepared }) => prepared.fields.join("\n")).join("\n\n"),
    clients: `{${clientIds.map((id) => id ?? "null").join(",")}}`,
    isKeyed: items.some((item) => item.idempotency !== null),
  };
}
