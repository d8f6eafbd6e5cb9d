import { sql as query } from "drizzle-orm";
import postgres from "postgres";
import type { Tx } from "@/db/client";
import { hashLength } from "@/lib/proof/hash";
import { parseVerifierKey, type VerifierKey } from "@/lib/proof/verifier-key";
import type { AnchorKind, AnchorRow } from "./model";

export type NewestEpoch = { index: number; checkpoint: string; cosigned: string };

/** The sealer's login: the only one that may add what a witness signed. */
export function openAnchorConnection(url: string): postgres.Sql {
  return postgres(url, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: "custody-anchors" },
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

export async function listKeys(sql: postgres.Sql): Promise<VerifierKey[]> {
  const rows = await sql<{ key: string }[]>`
    select verifier_key as key from custody.log_keys order by from_epoch`;
  return rows.map(({ key }) => parseVerifierKey(key));
}

export async function appendCosignature(
  sql: postgres.Sql,
  epochIndex: number,
  line: string,
): Promise<void> {
  await sql`select custody.append_cosignature(${epochIndex}, ${line})`;
}

export type AnchorAttempt = {
  name: string;
  kind: AnchorKind;
  /** The epochs of what is held there now; null where the attempt failed. */
  size: number | null;
  error: string | null;
  hasConflict: boolean;
};

export async function recordAttempt(
  sql: postgres.Sql,
  { name, kind, size, error, hasConflict }: AnchorAttempt,
): Promise<void> {
  const row = { name, kind, size, error, has_conflict: hasConflict };
  await sql`select custody.record_anchor(${JSON.stringify(row)}::text::json)`;
}

/** What is not configured any more is not shown as if it failed. */
export async function keepAnchors(sql: postgres.Sql, names: string[]): Promise<void> {
  await sql`select custody.keep_anchors(${names}::text[])`;
}

/** How many epochs there are, and what is held of them outside. */
export async function findAnchors(
  tx: Tx,
): Promise<{ anchors: AnchorRow[]; epochCount: number }> {
  const anchors = await tx.execute<AnchorRow>(query`
    select name, kind, kept_size::float8 as "keptSize", error,
      to_char(kept_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "keptAt",
      to_char(failing_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        as "failingSince",
      has_conflict as "hasConflict"
    from custody.anchors order by name`);
  const [row] = await tx.execute<{ count: number }>(query`
    select coalesce(max(epoch_index) + 1, 0)::float8 as count from custody.epochs`);
  return { anchors: [...anchors], epochCount: row?.count ?? 0 };
}
