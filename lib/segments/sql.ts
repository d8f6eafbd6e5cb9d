import { and, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Outcome } from "@/lib/entries/model";
import { happenedAt } from "@/lib/entries/sql";
import type { Dimension } from "./dimension";

const values: Record<Dimension, SQL> = {
  outcome: sql`entries.outcome`,
  verb: sql`entries.verb`,
  action: sql`entries.action`,
  category: sql`entries.category`,
  entity: sql`entries.target_type`,
  actor: sql`json_build_array(entries.actor_type, entries.actor_id,
    entries.fields[3]::json ->> 'email', entries.fields[3]::json ->> 'name',
    entries.fields[3]::json ->> 'role', entries.key_id)::text`,
  client: sql`entries.client_id::text`,
  source: sql`entries.source`,
  vendor: sql`entries.vendor`,
  ip: sql`host(entries.ip)`,
  ua: sql`entries.fields[6]::json ->> 'user_agent'`,
};

type ValueRow = { dimension: Dimension; value: string | null; count: string };

/** One scan counts the values of all the dimensions. */
export async function countRowValues(
  tx: Tx,
  where: SQL | undefined,
  dimensions: Dimension[],
): Promise<Map<Dimension, Map<string | null, number>>> {
  const counts = new Map(
    dimensions.map((one) => [one, new Map<string | null, number>()]),
  );
  if (dimensions.length === 0) return counts;
  const pairs = dimensions.map((one) => sql`(${one}::text, ${values[one]})`);
  const rows = await tx.execute<ValueRow>(sql`
    select pair.dimension, pair.value, count(*) as count
    from custody.entries
    cross join lateral (values ${sql.join(pairs, sql`, `)}) as pair(dimension, value)
    where ${where}
    group by 1, 2`);
  for (const { dimension, value, count } of rows) {
    counts.get(dimension)?.set(value, Number(count));
  }
  return counts;
}

export type BucketCount = { bucket: number; outcome: Outcome; count: number };

/** Counts between edges that ascend: bucket 0 begins at the first one. */
export async function countRowBuckets(
  tx: Tx,
  where: SQL | undefined,
  { by, edges }: { by: "recorded" | "occurred"; edges: string[] },
): Promise<BucketCount[]> {
  const time = by === "recorded" ? sql`entries.recorded_at` : happenedAt(sql`entries`);
  const rows = await tx.execute<{ bucket: number; outcome: Outcome; count: string }>(sql`
    select width_bucket(${time}, ${`{${edges.join(",")}}`}::timestamptz[]) - 1 as bucket,
      entries.outcome, count(*) as count
    from custody.entries
    where ${and(where)}
    group by 1, 2`);
  return rows.map(({ bucket, outcome, count }) => ({
    bucket,
    outcome,
    count: Number(count),
  }));
}
