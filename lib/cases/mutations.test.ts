import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "@/lib/access/model";
import { type CaseReport, findCaseReport } from "@/lib/case-reports/queries";
import { appendEvents } from "@/lib/entries/mutations";
import { readInScope } from "@/lib/runtime/transaction";
import { actingAs, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import {
  addNote,
  closeCase,
  openCase,
  pinEntries,
  unpinEntry,
  updateCase,
} from "./mutations";
import { listCases } from "./queries";

let database: TestDatabase;
let northwind: TestOrganization;
let stranger: Ctx;
let owner: Ctx;
let entryIds: string[];

const report = {
  name: "Mailbox rules",
  impact: "",
  cause: "",
  resolution: "",
  beganAt: "",
  detectedAt: "",
  fixedAt: "",
  zone: "Europe/Berlin",
};

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme"]);
  stranger = actingAs(await makeOrganization("contoso"), "owner");
  owner = actingAs(northwind, "owner");
  const events = [1, 2, 3].map((at) => ({
    event: {
      action: "ticket.deleted",
      client: "acme",
      target: { type: "ticket", id: String(at), name: `Ticket ${at}` },
    },
    pointer: `/events/${at}`,
  }));
  entryIds = (await appendEvents(northwind.ctx, events)).entries.map(({ id }) => id);
});

afterAll(() => database.drop());

const read = async (id: string, ctx = owner): Promise<CaseReport | null> =>
  readInScope(ctx.scope, (tx) => findCaseReport(tx, ctx.scope, id));
const open = () => openCase(owner, { name: "Mailbox rules" });

describe("a case", () => {
  it("tells what was pinned and noted, and the log holds each step", async () => {
    const { id } = await open();
    expect(await pinEntries(owner, { id, entryIds })).toEqual({ count: 3 });
    expect(await pinEntries(owner, { id, entryIds })).toEqual({ count: 0 });
    await unpinEntry(owner, { id, entryId: entryIds[1] ?? "" });
    const note = { note: "Somebody called", happenedAt: "2026-01-05T08:00" };
    await addNote(owner, { id, ...note, zone: "Europe/Berlin" });
    const told = await read(id);
    expect(told?.happenings.map(({ kind }) => kind)).toEqual(["note", "entry", "entry"]);
    expect(told?.notes[0]?.happenedAt.toISOString()).toBe("2026-01-05T07:00:00.000Z");
    const pinned = await listTold(database, northwind, "case.entry_pinned");
    expect(pinned.slice(-3).map(({ metadata }) => metadata.entry)).toMatchObject(
      entryIds.map((entryId) => ({ id: entryId })),
    );
    const [noted] = (await listTold(database, northwind, "case.note_added")).slice(-1);
    expect(noted?.metadata.note).toMatchObject({ number: 1, text: "Somebody called" });
    const [off] = (await listTold(database, northwind, "case.entry_unpinned")).slice(-1);
    expect(off?.target).toMatchObject({ type: "case", id });
  });

  it("has its report's words before and after in the log", async () => {
    const { id } = await open();
    const wanted = {
      ...report,
      impact: "Mail was forwarded",
      beganAt: "2026-01-05T08:00",
      detectedAt: "2026-01-05T10:30",
      fixedAt: "2026-01-05T11:00",
    };
    await updateCase(owner, { id, ...wanted });
    await updateCase(owner, { id, ...wanted });
    expect((await read(id))?.measures).toEqual({
      toDetect: "2 hours 30 minutes",
      toFix: "30 minutes",
    });
    const told = (await listTold(database, northwind, "case.updated")).filter(
      ({ target }) => target?.id === id,
    );
    expect(told).toHaveLength(1);
    expect(told[0]?.changes).toContainEqual({
      path: "/impact",
      before: "",
      after: "Mail was forwarded",
    });
  });

  it("refuses times that cannot be, at the field they were typed in", async () => {
    const { id } = await open();
    const early = { beganAt: "2026-01-05T08:00", detectedAt: "2026-01-05T07:00" };
    await expect(updateCase(owner, { id, ...report, ...early })).rejects.toMatchObject({
      facts: { errors: [{ pointer: "/detectedAt", detail: 'is before "Began"' }] },
    });
    await expect(
      addNote(owner, { id, note: "What?", happenedAt: "soon", zone: "UTC" }),
    ).rejects.toMatchObject({ facts: { errors: [{ pointer: "/happenedAt" }] } });
  });

  it("changes no more once it is closed, not even past the product's own code", async () => {
    const { id } = await open();
    await pinEntries(owner, { id, entryIds: entryIds.slice(0, 1) });
    await closeCase(owner, { id });
    const over = { code: "case.over" };
    await expect(pinEntries(owner, { id, entryIds })).rejects.toMatchObject(over);
    await expect(updateCase(owner, { id, ...report })).rejects.toMatchObject(over);
    await expect(closeCase(owner, { id })).rejects.toMatchObject(over);
    expect((await read(id))?.pins).toHaveLength(1);
  });

  it("takes only entries of its own log", async () => {
    const { id } = await openCase(stranger, { name: "Another" });
    await expect(pinEntries(stranger, { id, entryIds })).rejects.toMatchObject({
      code: "input.invalid",
    });
    expect((await read(id, stranger))?.pins).toEqual([]);
  });
});

describe("who may", () => {
  it("an auditor reads cases and changes none; that they tried is in the log (T-18)", async () => {
    const { id } = await open();
    const auditor = actingAs(northwind, "auditor");
    expect((await read(id, auditor))?.told.id).toBe(id);
    const denied = { code: "access.denied" };
    await expect(openCase(auditor, { name: "Mine" })).rejects.toMatchObject(denied);
    await expect(pinEntries(auditor, { id, entryIds })).rejects.toMatchObject(denied);
    await expect(closeCase(auditor, { id })).rejects.toMatchObject(denied);
    const refusals = await listTold(database, northwind, "access.denied");
    expect(refusals.slice(-1)[0]?.actor.role).toBe("auditor");
  });

  it("another organization finds nothing of it, in the list or by its id", async () => {
    const { id } = await open();
    expect(await read(id, stranger)).toBeNull();
    const listed = await readInScope(stranger.scope, (tx) =>
      listCases(tx, stranger.scope),
    );
    expect(listed.map((one) => one.id)).not.toContain(id);
    await expect(closeCase(stranger, { id })).rejects.toMatchObject({
      code: "resource.not_found",
    });
  });
});
