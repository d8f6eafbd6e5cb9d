import postgres from "postgres";
import { hashLength } from "@/lib/proof/hash";

export type NewestEpoch = { index: number; checkpoint: string; cosigned: string };

/** The sealer's login: the only one that may add what a witness signed. */
export function openWitnessConnection(url: string): postgres.Sql {
  return postgres(url, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: "custody-witnesses" },
  });
}

export async function findNewestEpoch(sql: postgres.Sql): Promise<NewestEpoch | null> {
  const [row] = await sql<NewestEpoch[]>`
    select e.epoch_index::float8 as index, e.checkpoint, coalesce((
      select string_agg(c.line, '' order by c.received_at, c.line)
      from custody.cosignatures c where c.epoch_index = e.epoch_index), '') as cosigned
    from custody.epochs e order by e.epoch_index desc limit 1`;
  return row ?? null;
}

/** The leaves of epochs from one on, in order. */
export async function listEpochLeaves(
  sql: postgres.Sql,
  range: { from: number; to: number },
): Promise<Uint8Array[]> {
  const [row] = await sql<{ hashes: Uint8Array | null }[]>`
    select string_agg(leaf_hash, ''::bytea order by epoch_index) as hashes
    from custody.epochs
    where epoch_index >= ${range.from} and epoch_index < ${range.to}`;
  const bytes = row?.hashes ?? new Uint8Array(0);
  return Array.from({ length: bytes.length / hashLength }, (_, at) =>
    Uint8Array.from(bytes.subarray(at * hashLength, (at + 1) * hashLength)),
  );
}

export async function appendCosignature(
  sql: postgres.Sql,
  epochIndex: number,
  line: string,
): Promise<void> {
  await sql`select custody.append_cosignature(${epochIndex}, ${line})`;
}
