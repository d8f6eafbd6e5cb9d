import { afterAll, beforeAll, expect, it } from "vitest";
import { narrowToClient } from "@/lib/access/mint";
import type { Scope } from "@/lib/access/model";
import { readCheckedRows } from "@/lib/checked-rows/jobs";
import type { TextFormat } from "@/lib/export-requests/model";
import { findLogName } from "@/lib/export-rows/queries";
import { type CheckedEntry, RowChecker } from "@/lib/exports/exported-row";
import { createTextFormat } from "@/lib/exports/formats/text-format";
import { requireQuery } from "@/lib/exports/model";
import { RowTexts } from "@/lib/exports/row-texts";
import type { TestDatabase } from "@/testing/database";
import { openDemoLog } from "@/testing/demo-log";
import { disarm } from "@/testing/tamper";
import { writeCheckedTexts } from "./jobs";

const events = 12_500;

let database: TestDatabase;
let scope: Scope;
let clientScope: Scope;

beforeAll(async () => {
  ({ database, scope } = await openDemoLog(events));
  const [client] = await database.admin<{ id: string }[]>`
    select client_id as id from custody.stream_heads
    where organization_id = ${scope.organizationId} and client_id is not null
    order by next_sidx desc limit 1`;
  clientScope = narrowToClient(scope, client?.id ?? "");
});

afterAll(() => database.drop());

const selection = {
  filter: requireQuery("range=all").filter,
  range: { from: null, to: null },
};

async function begin(of: Scope) {
  const logName = await findLogName(of);
  return {
    position: null,
    checker: new RowChecker(logName, of.clientId !== null),
    logName,
  };
}

async function writeTexts(of: Scope, format: TextFormat) {
  const start = await begin(of);
  const { between } = createTextFormat(format, of.clientId !== null);
  const pages: string[] = [];
  for await (const page of writeCheckedTexts({ scope: of, selection, format }, start)) {
    pages.push(Buffer.from(page.rows).toString("utf8"));
  }
  return { text: pages.join(between), checker: start.checker };
}

/** The same without a thread and without texts that entries share. */
async function writeByHand(of: Scope, format: TextFormat) {
  const start = await begin(of);
  const texts = new RowTexts(createTextFormat(format, of.clientId !== null));
  const entries: CheckedEntry[] = [];
  for await (const { rows } of readCheckedRows(of, selection, start, {})) {
    entries.push(...rows.map(({ checked }) => checked));
  }
  const text = texts.writeAll(entries.map((checked) => ({ checked, fields: null })));
  return { text, entries, checker: start.checker };
}

it.each(["ndjson", "csv", "csv-raw", "json"] as const)(
  "a whole log as %s is, byte for byte, what each entry by itself is written as",
  async (format) => {
    for (const of of [scope, clientScope]) {
      const [written, expected] = [
        await writeTexts(of, format),
        await writeByHand(of, format),
      ];
      expect(expected.entries.length).toBeGreaterThan(of === scope ? events - 1 : 10);
      expect(written.text === expected.text).toBe(true);
      expect(written.checker).toEqual(expected.checker);
    }
  },
);

it("an entry that was changed among thousands is marked where it is, and no other", async () => {
  await disarm(database);
  const changed = [17, 5_000, 5_001, 11_990];
  await database.admin`update custody.entries set fields[1] = replace(fields[1], ':"', ':"x')
    where organization_id = ${scope.organizationId} and idx = any(${changed})`;
  const { text, checker } = await writeTexts(scope, "ndjson");
  const rows = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { idx: number; verification: string });
  expect(rows.map(({ idx }) => idx)).toEqual(rows.map((_, at) => at));
  const marked = rows.filter(({ verification }) => verification !== "holds");
  expect(marked.map(({ idx }) => idx)).toEqual(changed);
  expect(checker).toMatchObject({ checkedCount: rows.length, alteredCount: 4 });
});
