import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { configureDatabase } from "@/db/client";
import { inScope } from "@/lib/runtime/transaction";
import type { TestDatabase } from "@/testing/database";
import { type MailServer, startMailServer } from "@/testing/mail-server";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { openTransport, type Transport } from "./channels/smtp";
import { removeMailsJob, sendMailsJob } from "./jobs";
import { formatPublicLink, queueMail } from "./mutations";
import { findMail, listDueMails } from "./queries";

let database: TestDatabase;
let organization: TestOrganization;
let server: MailServer;
let transport: Transport;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind");
  server = await startMailServer();
  transport = openTransport(server.url, "Custody <audit@msp.example>");
});

afterAll(async () => {
  transport.close();
  await server.close();
  await database.drop();
});

beforeEach(async () => {
  server.received.length = 0;
  server.refuse(0);
  await database.admin`delete from custody.mails`;
  configureDatabase(database.url("app"));
});

function queue(to = "ann@msp.example", name = "Ann") {
  const { organizationId } = organization;
  const letter = { paragraphs: [`Hello ${name}.`] };
  return inScope(organization.ctx.scope, (tx) =>
    queueMail(tx, { organizationId, to, subject: "A sign-in link", letter }),
  );
}

/** The worker's own login, which alone sees the mails of every organization. */
async function asWorker(body: () => Promise<void>): Promise<void> {
  configureDatabase(database.url("worker"));
  await body();
}

async function stateOf(id: string) {
  const [row] = await database.admin`select sent_at, failed_at, attempt_count,
    last_error, sealed_body from custody.mails where id = ${id}`;
  return row;
}

describe("a mail", () => {
  it("goes to its one recipient, once, and its text is not kept afterwards", async () => {
    const { id } = await queue();
    await asWorker(async () => {
      await sendMailsJob(transport);
      await sendMailsJob(transport);
    });
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect(mail).toMatchObject({ from: "audit@msp.example", to: ["ann@msp.example"] });
    expect(mail?.raw).toContain("Subject: A sign-in link");
    expect(mail?.raw).toContain(`Message-ID: <${id}@msp.example>`);
    expect(mail?.raw).toContain("Hello Ann.");
    expect(await stateOf(id)).toMatchObject({ sealed_body: null, failed_at: null });
  });

  it("is sent once by two workers at the same time", async () => {
    await Promise.all(Array.from({ length: 8 }, () => queue()));
    await asWorker(async () => {
      await Promise.all([sendMailsJob(transport), sendMailsJob(transport)]);
    });
    expect(server.received).toHaveLength(8);
  });

  it("is nowhere when the change it belongs to is rolled back", async () => {
    const { organizationId } = organization;
    const undone = inScope(organization.ctx.scope, async (tx) => {
      const letter = { paragraphs: ["x"] };
      await queueMail(tx, { organizationId, to: "a@b.example", subject: "x", letter });
      throw new Error("the change failed");
    });
    await expect(undone).rejects.toThrow("the change failed");
    await asWorker(() => sendMailsJob(transport));
    expect(server.received).toHaveLength(0);
  });

  it("that is turned away waits for its next try, and says why", async () => {
    server.refuse(1);
    const { id } = await queue();
    await asWorker(() => sendMailsJob(transport));
    expect(await stateOf(id)).toMatchObject({ attempt_count: 1, sent_at: null });
    expect((await stateOf(id))?.last_error).toContain("mailbox is busy");
    expect(await listDueMails(10)).toEqual([]);
    await database.admin`update custody.mails set due_at = now()`;
    await sendMailsJob(transport);
    expect(server.received).toHaveLength(1);
  });

  it("is given up after its last try, and when it is a day old", async () => {
    const tired = await queue();
    const late = await queue();
    await database.admin`update custody.mails set attempt_count = 7 where id = ${tired.id}`;
    await database.admin`update custody.mails set created_at = now() - interval '25 hours'
      where id = ${late.id}`;
    server.refuse(1);
    await asWorker(() => sendMailsJob(transport));
    expect(server.received).toHaveLength(0);
    expect((await stateOf(tired.id))?.failed_at).not.toBeNull();
    expect((await stateOf(late.id))?.failed_at).not.toBeNull();
  });

  it("is stored encrypted and is read again only inside its organization", async () => {
    const { id } = await queue();
    const [row] = await database.admin`select sealed_body from custody.mails`;
    expect(Buffer.from(row?.sealed_body).includes("Hello")).toBe(false);
    const { organizationId } = organization;
    const mine = await inScope(organization.ctx.scope, (tx) =>
      findMail(tx, organizationId, id),
    );
    expect(mine?.body?.text).toBe("Hello Ann.\n");
    const other = await makeOrganization("southwind");
    const strange = await inScope(other.ctx.scope, (tx) =>
      findMail(tx, organizationId, id),
    );
    expect(strange).toBeNull();
  });

  it("is removed after a month", async () => {
    await queue();
    const { id } = await queue();
    await database.admin`update custody.mails set created_at = now() - interval '31 days'
      where id = ${id}`;
    await asWorker(removeMailsJob);
    const left = await database.admin`select id from custody.mails`;
    expect(left).toHaveLength(1);
  });
});

it.each([
  "ann@msp.example\r\nBcc: eve@attacker.example",
  '"e@attacker.example"@victim.example',
  "ann@msp.example,eve@attacker.example",
])("no mail is queued for %j (T-71)", async (to) => {
  await expect(queue(to)).rejects.toMatchObject({ code: "input.invalid" });
});

it("a name with line breaks and headers stays in the text", async () => {
  await queue("ann@msp.example", "Ann\r\nBcc: eve@attacker.example\r\n\r\n<b>");
  await asWorker(() => sendMailsJob(transport));
  expect(server.received[0]?.to).toEqual(["ann@msp.example"]);
  expect(server.received[0]?.raw).not.toMatch(/^Bcc:/m);
});

it("a link leads to the configured address only (T-70)", () => {
  expect(formatPublicLink("/invite/abc")).toBe("https://audit.test.example/invite/abc");
});
