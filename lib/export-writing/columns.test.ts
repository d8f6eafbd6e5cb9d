import { readFileSync, rmSync } from "node:fs";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "@/lib/access/model";
import { listPage } from "@/lib/entries/queries";
import { requireQuery } from "@/lib/exports/model";
import type { TestDatabase } from "@/testing/database";
import { exportBytes, makeExportFolder } from "@/testing/export-work";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { appendEvents, ticketEvents } from "@/testing/test-sealer";

const folder = makeExportFolder();

let database: TestDatabase;
let northwind: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme", "bolt"]);
  await appendEvents(northwind, "acme", ticketEvents(40));
  await appendEvents(northwind, "bolt", [
    {
      action: "ticket.created",
      target: { type: "ticket", id: "odd", name: "=cmd|'/C calc'!A0 漢字 \u202e\n" },
      metadata: { deep: { list: [1, null, "x"] } },
      occurred_at: "2026-01-02T03:04:05.678901Z",
    },
  ]);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

async function exportOf(query: string, ctx: Ctx = northwind.ctx) {
  const { request, path } = await exportBytes(database, ctx, {
    query,
    format: "parquet",
  });
  const file = Uint8Array.from(readFileSync(path)).buffer;
  const metadata = parquetMetadata(file);
  const rows = await parquetReadObjects({ file });
  const facts = Object.fromEntries(
    (metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ""]),
  );
  return { request, metadata, rows, facts };
}

const microsOf = (instant: string) =>
  BigInt(Date.parse(instant)) * 1000n + BigInt(instant.slice(23, 26));

describe("a Parquet file of the log", () => {
  it("holds every field of every entry, typed, and the times to the microsecond", async () => {
    const query = "range=all&entity=ticket";
    const { rows, metadata } = await exportOf(query);
    const selection = {
      filter: requireQuery(query).filter,
      range: { from: null, to: null },
    };
    const page = { limit: 1000, order: "asc", cursor: null, offset: 0 } as const;
    const { entries } = await listPage(northwind.ctx.scope, selection, page);
    expect(rows).toHaveLength(entries.length);
    for (const [at, entry] of entries.entries()) {
      expect(rows[at]).toMatchObject({
        id: entry.id,
        idx: BigInt(entry.idx),
        sidx: BigInt(entry.sidx),
        client: entry.client,
        action: entry.action,
        target_name: entry.target?.name,
        changes: entry.changes,
        metadata: entry.metadata,
        hash: entry.hash,
        org_hash: entry.org_hash,
        verification: "holds",
      });
    }
    const types = new Map(
      metadata.schema.map(({ name, type, converted_type: kind }) => [name, [type, kind]]),
    );
    expect(types.get("idx")).toEqual(["INT64", undefined]);
    expect(types.get("recorded_at")).toEqual(["INT64", "TIMESTAMP_MICROS"]);
    expect(types.get("changes")).toEqual(["BYTE_ARRAY", "JSON"]);
  });

  it("says in its own metadata what was asked and what was verified", async () => {
    const { facts, request, metadata } = await exportOf("range=all&client=acme");
    expect(facts).toMatchObject({
      "custody.organization": "Organization northwind",
      "custody.export": request.id,
      "custody.filter": "Client is Acme",
      "custody.count": String(request.doneCount),
    });
    expect(JSON.parse(facts["custody.verification"] ?? "")).toMatchObject({
      state: "holds",
      checked: request.doneCount,
      altered: 0,
    });
    expect(Number(metadata.num_rows)).toBe(request.doneCount);
  });

  it("of nothing is a file without rows", async () => {
    const { rows, facts } = await exportOf("range=all&id=none");
    expect(rows).toEqual([]);
    expect(facts["custody.count"]).toBe("0");
  });

  it("is written in groups of rows, each of a bounded size", async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      await appendEvents(northwind, "acme", ticketEvents(2_000, 10_000 + turn * 2_000));
    }
    const { metadata, request } = await exportOf("range=all");
    const sizes = metadata.row_groups.map(({ num_rows: count }) => Number(count));
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(10_000);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(request.doneCount);
  });
});

describe("times of a Parquet file", () => {
  it("keep what the sender said, to the microsecond", async () => {
    const path = await exportBytes(database, northwind.ctx, {
      query: "range=all&id=odd",
      format: "parquet",
    });
    const file = Uint8Array.from(readFileSync(path.path)).buffer;
    const parsers = { timestampFromMicroseconds: (micros: bigint) => micros };
    const [row] = await parquetReadObjects({ file, parsers: { ...parsers } as never });
    expect(row?.occurred_at).toBe(microsOf("2026-01-02T03:04:05.678901Z"));
  });
});
