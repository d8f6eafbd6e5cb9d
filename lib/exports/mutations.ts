import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/lib/access/model";
import { nameExport } from "@/lib/exports/export-name";
import { requireQuery, wholeLog } from "@/lib/exports/model";
import type { JsonObject } from "@/lib/proof/json-value";
import { mutation } from "@/lib/runtime/mutation";

const verifyChannel = "custody_verify";

const exported = z.strictObject({
  format: z.enum([
    "bundle",
    "csv",
    "csv-raw",
    "json",
    "ndjson",
    "parquet",
    "pdf",
    "receipt",
  ]),
  clientId: z.uuid().nullable(),
  /** The canonical URL query, or null for everything. */
  query: z.string().nullable(),
  fromIndex: z.int().nonnegative(),
  /** Exclusive. */
  toIndex: z.int().nonnegative(),
  count: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
  /** Of a receipt. */
  entryId: z.string().optional(),
});

const names = {
  bundle: "an evidence bundle",
  receipt: "a receipt",
  csv: "a CSV file",
  "csv-raw": "a raw CSV file",
  json: "a JSON file",
  ndjson: "an NDJSON file",
  parquet: "a Parquet file",
  pdf: "a PDF",
} as const;

const refused = exported
  .pick({ format: true, clientId: true, query: true, entryId: true })
  .extend({ why: z.string() });

/**
 * What does not hold does not leave as evidence. That is in the log, and the whole of it is
 * verified at once: the incident names the place.
 */
export const refuseExport = mutation("log:export", refused, tellRefused);
export const refusePortalBundle = mutation(
  "portal:audit_log.verify",
  refused,
  tellRefused,
);

async function tellRefused(tx: Tx, ctx: Ctx, input: z.infer<typeof refused>) {
  const { format, clientId, query, entryId, why } = input;
  const { organizationId } = ctx.scope;
  await tx.execute(sql`select pg_notify(${verifyChannel}, ${organizationId}::text)`);
  const entry: JsonObject = entryId === undefined ? {} : { entry_id: entryId };
  return {
    value: null,
    event: {
      clientId,
      event: {
        action: "export.failed",
        outcome: "failed" as const,
        target: { type: "export", name: names[format] },
        reason: `The log does not hold: ${why}`,
        metadata: { format, query, ...entry },
      },
    },
  };
}

/** Every export is in the log: what left, how much, and the hash of the file. */
export const recordExport = mutation("log:export", exported, tellExported);
export const recordPortalBundle = mutation(
  "portal:audit_log.verify",
  exported,
  tellExported,
);

async function tellExported(_tx: Tx, _ctx: Ctx, input: z.infer<typeof exported>) {
  const { format, clientId, query, fromIndex, toIndex, count, bytes, sha256 } = input;
  const entry: JsonObject =
    input.entryId === undefined ? {} : { entry_id: input.entryId };
  const range = { from_index: fromIndex, to_index: toIndex };
  const asked = query === null ? wholeLog : requireQuery(query);
  const name =
    format === "receipt"
      ? names.receipt
      : nameExport(count, { range: asked.filter.range, zone: "UTC" }, names[format]);
  return {
    value: null,
    event: {
      clientId,
      event: {
        action: "export.completed",
        target: { type: "export", id: sha256.slice(0, 16), name },
        metadata: { format, query, count, ...range, ...entry, bytes, sha256 },
      },
    },
  };
}
