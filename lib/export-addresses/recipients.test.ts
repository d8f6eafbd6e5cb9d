import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintAnonymousCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { createSchedule } from "@/lib/export-schedules/mutations";
import { openTransport, type Transport } from "@/lib/mail/channels/smtp";
import type { TestDatabase } from "@/testing/database";
import { makeExportFolder } from "@/testing/export-work";
import { type MailServer, startMailServer } from "@/testing/mail-server";
import { readNewestMail } from "@/testing/mails";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { signInAs } from "@/testing/person";
import { emailOf, makeDue, scheduleWish, work } from "@/testing/schedule-work";
import { askAddress, confirmAddress } from "./mutations";

const folder = makeExportFolder();
const nothingKnown = { ip: null, user_agent: null, session_id: null, request_id: null };

let database: TestDatabase;
let northwind: TestOrganization;
let owner: Ctx;
let server: MailServer;
let transport: Transport;

beforeAll(async () => {
  process.env.CUSTODY_URL = "https://audit.msp.example";
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme"]);
  owner = await signInAs(northwind, "owner");
  server = await startMailServer();
  transport = openTransport(server.url, "Custody <audit@msp.example>");
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  transport.close();
  await server.close();
  await database.drop();
});

describe("who gets scheduled exports", () => {
  it.each(["stranger@elsewhere.example", "Stranger@Elsewhere.example"])(
    "is not %s, who is neither staff nor confirmed (T-85)",
    async (stranger) => {
      await expect(
        createSchedule(owner, scheduleWish([stranger.toLowerCase()])),
      ).rejects.toMatchObject({
        code: "input.invalid",
        facts: { errors: [{ pointer: "/recipients" }] },
      });
    },
  );

  it("is an address that confirmed the link it was mailed, once, and by nobody else's", async () => {
    const email = "evidence@auditor.example";
    await askAddress(owner, { email });
    await expect(createSchedule(owner, scheduleWish([email]))).rejects.toMatchObject({
      code: "input.invalid",
    });
    const mail = await readNewestMail(database, northwind, email);
    const token = /export-address\/([0-9a-f]+)/.exec(mail?.text ?? "")?.[1] ?? "";
    const anonymous = mintAnonymousCtx(northwind.organizationId, nothingKnown);
    const other = await makeOrganization("contoso", []);
    const elsewhere = mintAnonymousCtx(other.organizationId, nothingKnown);
    for (const [ctx, tried] of [
      [anonymous, `${token.slice(0, -1)}0`.replace(token, "f".repeat(96))],
      [elsewhere, token],
    ] as const) {
      await expect(confirmAddress(ctx, { token: tried })).rejects.toMatchObject({
        code: "link.spent",
      });
    }
    await confirmAddress(anonymous, { token });
    await expect(confirmAddress(anonymous, { token })).rejects.toMatchObject({
      code: "link.spent",
    });
    const { id } = await createSchedule(owner, scheduleWish([email]));
    await makeDue(database, id);
    await work(database, transport);
    expect(server.received.flatMap(({ to }) => to)).toContain(email);
  });

  it("is chosen by owners and admins alone", async () => {
    for (const role of ["technician", "auditor"] as const) {
      const ctx = await signInAs(northwind, role);
      await expect(
        createSchedule(ctx, scheduleWish([emailOf(ctx)])),
      ).rejects.toMatchObject({
        code: "access.denied",
      });
    }
  });
});
