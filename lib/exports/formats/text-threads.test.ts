import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Scope } from "@/lib/access/model";
import { findClientSlugs, findLogName, findPackedBatch } from "@/lib/export-rows/queries";
import type { PackedBatch } from "@/lib/exports/held-rows";
import { readInScope } from "@/lib/runtime/transaction";
import type { TestDatabase } from "@/testing/database";
import { openDemoLog } from "@/testing/demo-log";
import { TextThread } from "./text-threads";
import { type TextPlan, TextWriter } from "./text-writer";

let database: TestDatabase;
let plan: TextPlan;
let batches: PackedBatch[];

beforeAll(async () => {
  let scope: Scope;
  ({ database, scope } = await openDemoLog(1_000));
  const common = {
    logName: await findLogName(scope),
    slugs: await findClientSlugs(scope),
  };
  plan = { format: "ndjson", isLimited: false, ...common };
  batches = await Promise.all([0, 300, 600].map((from) => readBatch(scope, from)));
});

afterAll(() => database.drop());

async function readBatch(scope: Scope, from: number): Promise<PackedBatch> {
  const places = Array.from({ length: 300 }, (_, at) => from + at);
  const batch = await readInScope(scope, (tx) => findPackedBatch(tx, scope, places));
  if (batch === null) throw new Error("entries of the demo do not fit records");
  return batch;
}

async function openThread(): Promise<TextThread> {
  const thread = new TextThread(plan, (error) => {
    throw error;
  });
  await vi.waitFor(() => expect(thread.countWaiting()).toBe(0), { timeout: 60_000 });
  return thread;
}

const textOf = (rows: Uint8Array | null) => rows && Buffer.from(rows).toString("utf8");

it("a thread writes the bytes that are written here, in the order it was asked", async () => {
  const thread = await openThread();
  const written = await Promise.all(batches.map((batch) => thread.write(batch)));
  await thread.stop();
  const writer = new TextWriter(plan);
  for (const [at, batch] of batches.entries()) {
    expect(textOf(written[at] ?? null)).toBe(textOf(await writer.write(batch)));
  }
});

it("one changed byte of a batch, in a record or in a text, and it is not written", async () => {
  const [batch] = batches;
  if (!batch) throw new Error("no batch");
  const writer = new TextWriter(plan);
  const thread = await openThread();
  const records = Uint8Array.from(batch.records);
  records[5_000] = (records[5_000] ?? 0) ^ 1;
  const texts = batch.texts.replace('"outcome":"success"', '"outcome":"failure"');
  for (const changed of [
    { ...batch, records },
    { ...batch, texts },
    { ...batch, texts: batch.texts.slice(0, batch.texts.lastIndexOf("\u001e")) },
  ]) {
    expect(await writer.write(changed)).toBeNull();
    expect(await thread.write(changed)).toBeNull();
  }
  expect(await thread.write(batch)).not.toBeNull();
  await thread.stop();
});

it("a thread that ends leaves what it had not written to others, and takes no more", async () => {
  const thread = await openThread();
  const asked = batches.map((batch) => thread.write(batch));
  await thread.stop();
  const written = await Promise.all(asked);
  expect(written.at(-1)).toBeNull();
  expect(thread.countWaiting()).toBeNull();
});
