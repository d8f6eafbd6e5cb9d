import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import Papa from "papaparse";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mintSystemCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { writeExportsJob } from "@/lib/export-requests/jobs";
import { findExportRequest, listExportRequests } from "@/lib/export-requests/queries";
import {
  createSchedule,
  pauseSchedule,
  resumeSchedule,
} from "@/lib/export-schedules/mutations";
import { findSchedule } from "@/lib/export-schedules/queries";
import { openTransport, type Transport } from "@/lib/mail/channels/smtp";
import { sendMailsJob } from "@/lib/mail/jobs";
import { listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import { inWorker, makeExportFolder } from "@/testing/export-work";
import { type MailServer, startMailServer } from "@/testing/mail-server";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { signInAs } from "@/testing/person";
import {
  emailOf,
  makeDue,
  readAttachment,
  scheduleWish,
  work,
} from "@/testing/schedule-work";
import { appendEvents, ticketEvents } from "@/testing/test-sealer";
import { sendSchedulesJob } from "./jobs";
import { takeDueTime } from "./mutations";

const folder = makeExportFolder();

let database: TestDatabase;
let northwind: TestOrganization;
let owner: Ctx;
let server: MailServer;
let transport: Transport;

beforeAll(async () => {
  process.env.CUSTODY_URL = "https://audit.msp.example";
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme"]);
  server = await startMailServer();
  transport = openTransport(server.url, "Custody <audit@msp.example>");
  await appendEvents(northwind, "acme", ticketEvents(12));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  transport.close();
  await server.close();
  await database.drop();
});

beforeEach(async () => {
  server.received.length = 0;
  owner = await signInAs(northwind, "owner");
  await database.admin`update custody.export_schedules set state = 'paused'`;
});

async function findSends(id: string) {
  return database.admin<{ state: string; why: string | null; count: number }[]>`
    select state, why, entry_count::int as count from custody.export_sends
    where schedule_id = ${id} order by due_at`;
}

describe("a schedule that falls due", () => {
  it("sends the file to its recipients, and the log has the count and the hash (T-85)", async () => {
    const reader = await signInAs(northwind, "technician");
    const recipients = [emailOf(owner), emailOf(reader)];
    const { id } = await createSchedule(owner, scheduleWish(recipients));
    await makeDue(database, id);
    await work(database, transport);
    expect(server.received.flatMap(({ to }) => to).sort()).toEqual(recipients.sort());
    const { name, bytes } = readAttachment(server.received[0]?.raw ?? "");
    const rows = Papa.parse(bytes.toString("utf8"), {
      header: true,
      skipEmptyLines: true,
    });
    expect(rows.data).toHaveLength(12);
    expect(name).toMatch(/^custody-exp_[0-9a-f]{24}\.csv$/);
    const [sent] = await listTold(database, northwind, "export.sent");
    expect(sent?.metadata).toMatchObject({
      count: 12,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      recipients,
      attached: true,
      schedule: { id, name: "Weekly tickets" },
    });
    expect(await findSends(id)).toMatchObject([{ state: "sent", count: 12 }]);
    const next = await findSchedule(owner.scope, id);
    expect(next?.nextAt.getTime()).toBeGreaterThan(Date.now());
  });

  it("is fetched by its recipients with a session, and found by nobody else", async () => {
    const reader = await signInAs(northwind, "technician");
    const other = await signInAs(northwind, "technician");
    const { id } = await createSchedule(owner, scheduleWish([emailOf(reader)]));
    await makeDue(database, id);
    await work(database, transport);
    const requests = await listExportRequests(reader);
    const exportId = requests.find(({ scheduleId }) => scheduleId === id)?.id ?? "";
    expect(await findExportRequest(reader, exportId)).toMatchObject({ state: "done" });
    expect(await findExportRequest(other, exportId)).toBeNull();
  });

  it("is taken once by two workers at the same moment", async () => {
    const { id } = await createSchedule(owner, scheduleWish([emailOf(owner)]));
    await makeDue(database, id);
    await inWorker(database, async () => {
      await Promise.all([sendSchedulesJob(), sendSchedulesJob(), sendSchedulesJob()]);
      await writeExportsJob();
      await Promise.all([sendSchedulesJob(), sendSchedulesJob(), sendSchedulesJob()]);
      await Promise.all([sendMailsJob(transport), sendMailsJob(transport)]);
    });
    expect(server.received).toHaveLength(1);
    expect(await findSends(id)).toHaveLength(1);
    await work(database, transport);
    expect(server.received).toHaveLength(1);
  });

  it("is not taken where the transaction that takes it does not commit", async () => {
    const { id } = await createSchedule(owner, scheduleWish([emailOf(owner)]));
    await makeDue(database, id);
    const schedule = await findSchedule(owner.scope, id);
    if (!schedule) throw new Error("no schedule");
    const broken = {
      query: "range=all",
      range: { from: null, to: null },
      rowCount: -1.5,
    };
    const due = { schedule, next: new Date("2099-01-01"), frozen: broken, why: null };
    const ctx = mintSystemCtx(northwind.organizationId, "test");
    await inWorker(database, () => expect(takeDueTime(ctx, due)).rejects.toThrow());
    expect(await findSchedule(owner.scope, id)).toEqual(schedule);
    await work(database, transport);
    expect(server.received).toHaveLength(1);
  });

  it("that is too large for a mail goes as a link that needs a session", async () => {
    const { id } = await createSchedule(owner, scheduleWish([emailOf(owner)]));
    await makeDue(database, id);
    await inWorker(database, async () => {
      await sendSchedulesJob();
      await writeExportsJob();
    });
    await database.admin`update custody.export_requests
      set written_bytes = 10000001 where schedule_id = ${id}`;
    await work(database, transport);
    const raw = server.received[0]?.raw ?? "";
    expect(raw).not.toContain("Content-Disposition: attachment");
    expect(raw).toContain("https://audit.msp.example/exports");
    expect(
      (await listTold(database, northwind, "export.sent")).at(-1)?.metadata,
    ).toMatchObject({ attached: false });
  });

  it("is disabled with who made it, sends nothing, and the log says why (T-14, T-85)", async () => {
    const { id } = await createSchedule(owner, scheduleWish([emailOf(owner)]));
    const { principal } = owner;
    const userId = principal.kind === "user" ? principal.userId : "";
    await database.admin`update custody.memberships set disabled_at = clock_timestamp()
      where user_id = ${userId}`;
    await makeDue(database, id);
    await work(database, transport);
    expect(server.received).toEqual([]);
    const schedule = await findSchedule(northwind.ctx.scope, id);
    expect(schedule).toMatchObject({ state: "disabled" });
    expect(schedule?.reason).toContain("has no access");
    const [told] = await listTold(database, northwind, "export.schedule_disabled");
    expect(told?.target).toMatchObject({ id });
  });

  it("is disabled when who made it may no longer make one", async () => {
    const { id } = await createSchedule(owner, scheduleWish([emailOf(owner)]));
    const { principal } = owner;
    const userId = principal.kind === "user" ? principal.userId : "";
    await makeDue(database, id);
    await inWorker(database, async () => {
      await sendSchedulesJob();
      await writeExportsJob();
    });
    await database.admin`update custody.memberships set role = 'technician'
      where user_id = ${userId}`;
    await work(database, transport);
    expect(server.received).toEqual([]);
    expect(await findSends(id)).toMatchObject([{ state: "failed" }]);
  });

  it("goes to nobody who is neither staff nor confirmed any more", async () => {
    const reader = await signInAs(northwind, "auditor");
    const { principal } = reader;
    const { id } = await createSchedule(
      owner,
      scheduleWish([emailOf(owner), emailOf(reader)]),
    );
    await database.admin`update custody.memberships set disabled_at = clock_timestamp()
      where user_id = ${principal.kind === "user" ? principal.userId : ""}`;
    await makeDue(database, id);
    await work(database, transport);
    expect(server.received.flatMap(({ to }) => to)).toEqual([emailOf(owner)]);
    expect(
      (await listTold(database, northwind, "export.sent")).at(-1)?.metadata,
    ).toMatchObject({ refused: [emailOf(reader)] });
  });

  it("paused sends nothing, and resumed goes on with the next due time", async () => {
    const { id } = await createSchedule(owner, scheduleWish([emailOf(owner)]));
    await pauseSchedule(owner, { id });
    await makeDue(database, id);
    await work(database, transport);
    expect(server.received).toEqual([]);
    await resumeSchedule(owner, { id });
    await work(database, transport);
    expect(server.received).toEqual([]);
    expect(await findSchedule(owner.scope, id)).toMatchObject({ state: "active" });
  });
});
