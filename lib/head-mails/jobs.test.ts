import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { configureDatabase } from "@/db/client";
import { createContact, grantPortalAccess } from "@/lib/contacts/mutations";
import { openTransport, type Transport } from "@/lib/mail/channels/smtp";
import { sendMailsJob } from "@/lib/mail/jobs";
import { policyOfKeys } from "@/lib/proof/policy";
import { verifySignedHead } from "@/lib/proof/signed-head";
import { closeSealer, type Sealer } from "@/lib/sealer/mutations";
import type { TestDatabase } from "@/testing/database";
import { type MailServer, startMailServer } from "@/testing/mail-server";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import {
  appendEvents,
  makeFolder,
  openTestSealer,
  sealNew,
  testSigner,
  ticketEvents,
} from "@/testing/test-sealer";
import { sendHeadsJob } from "./jobs";
import { weekOf } from "./letter";
import { updateHeadMails } from "./mutations";

const monday = new Date("2026-11-23T06:23:00Z");
const nextMonday = new Date("2026-11-30T06:23:00Z");
const policy = policyOfKeys([testSigner.key]);

let database: TestDatabase;
let northwind: TestOrganization;
let sealer: Sealer;
let server: MailServer;
let transport: Transport;

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind", ["acme", "bolt"]);
  sealer = await openTestSealer(database, makeFolder("heads"));
  server = await startMailServer();
  transport = openTransport(server.url, "Custody <audit@msp.example>");
  for (const [name, client, hasAccess] of [
    ["sam", "acme", true],
    ["tess", "acme", true],
    ["nora", "acme", false],
    ["bea", "bolt", false],
  ] as const) {
    const clientId = northwind.clients[client] ?? "";
    const email = `${name}@${client}.example`;
    const contact = { clientId, name, email, phone: null, jobTitle: null };
    const { id } = await createContact(northwind.ctx, contact);
    if (hasAccess) await grantPortalAccess(northwind.ctx, { id, reason: "asked for it" });
  }
  await appendEvents(northwind, "acme", ticketEvents(5));
  await database.admin`delete from custody.mails`;
});

afterAll(async () => {
  transport.close();
  await server.close();
  await closeSealer(sealer);
  await database.drop();
});

beforeEach(async () => {
  server.received.length = 0;
  await database.admin`delete from custody.head_mails`;
});

async function runWeek(now: Date): Promise<void> {
  configureDatabase(database.url("worker"));
  await sendHeadsJob(now);
  await sendMailsJob(transport);
  configureDatabase(database.url("app"));
}

/** The plain part of a mail, as its reader would save it. */
function readText(raw: string): string {
  const [, encoded = ""] =
    /Content-Type: text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(raw) ?? [];
  const bytes = encoded
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, "latin1").toString("utf8").replaceAll("\r\n", "\n");
}

describe("the weekly head of a client's log", () => {
  it("is not sent while nothing is sealed", async () => {
    await runWeek(monday);
    expect(server.received).toEqual([]);
  });

  it("goes to each contact with portal access, once a week, and is in their log", async () => {
    await sealNew(sealer);
    await runWeek(monday);
    await runWeek(monday);
    await runWeek(new Date("2026-11-29T23:59:59Z"));
    const recipients = server.received.flatMap(({ to }) => to);
    expect(recipients.sort()).toEqual(["sam@acme.example", "tess@acme.example"]);
    await runWeek(nextMonday);
    expect(server.received).toHaveLength(4);
    const rows = await database.admin<{ client: string; text: string }[]>`
      select client_id as client, fields[8] as text from custody.entries
      where action = 'log.checkpoint_anchored' order by idx`;
    expect(rows.map(({ client }) => client)).toEqual([
      northwind.clients.acme,
      northwind.clients.acme,
    ]);
    expect(JSON.parse(rows[0]?.text ?? "")).toMatchObject({
      metadata: { by: "mail", mails: 2 },
    });
  });

  it("holds with the log's key alone, and says how long their log is", async () => {
    await sealNew(sealer);
    await runWeek(monday);
    const text = readText(server.received[0]?.raw ?? "");
    const head = text.slice(text.lastIndexOf("custody-head/v1"));
    const verdict = verifySignedHead(head, policy);
    const [row] = await database.admin<{ size: number }[]>`
      select max(size)::int as size from custody.sealed_streams
      where client_id = ${northwind.clients.acme ?? ""}`;
    expect(verdict).toMatchObject({ ok: true, value: { head: { size: row?.size } } });
    expect(text).toContain(`it has ${row?.size} entries`);
  });

  it("is switched off by an owner, which is in the log", async () => {
    await updateHeadMails(northwind.ctx, { sendsHeads: false });
    await runWeek(monday);
    expect(server.received).toEqual([]);
    await updateHeadMails(northwind.ctx, { sendsHeads: true });
    const rows = await database.admin`select 1 from custody.entries
      where action = 'settings.notifications_changed'`;
    expect(rows).toHaveLength(2);
    await runWeek(monday);
    expect(server.received).toHaveLength(2);
  });
});

it("a week begins with its Monday", () => {
  expect(weekOf(new Date("2026-11-29T23:59:59Z"))).toBe("2026-11-23");
  expect(weekOf(new Date("2026-11-30T00:00:00Z"))).toBe("2026-11-30");
  expect(weekOf(new Date("2027-01-01T12:00:00Z"))).toBe("2026-12-28");
});
