import { afterAll, beforeAll, expect, it } from "vitest";
import { openTransport, type Transport } from "@/lib/mail/channels/smtp";
import { sendMailsJob } from "@/lib/mail/jobs";
import { addPerson } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import { type MailServer, startMailServer } from "@/testing/mail-server";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import { deletion, evaluate, inWorker, makeRule } from "@/testing/rules";
import { appendEvents } from "@/testing/test-sealer";

let database: TestDatabase;
let server: MailServer;
let transport: Transport;

beforeAll(async () => {
  database = await openTestDatabase();
  server = await startMailServer();
  transport = openTransport(server.url, "Custody <audit@msp.example>");
});

afterAll(async () => {
  transport.close();
  await server.close();
  await database.drop();
});

it("a rule that fires reaches each owner's mailbox once, also when it was busy at first", async () => {
  const northwind = await makeOrganization("northwind", ["acme"]);
  const owner = await addPerson(northwind, "owner");
  await addPerson(northwind, "admin");
  await makeRule(northwind, { tell: { owners: true, people: [], webhooks: [] } });
  await appendEvents(northwind, "acme", [deletion("1")]);
  await evaluate(database);
  server.refuse(1);
  await inWorker(database, () => sendMailsJob(transport));
  expect(server.received).toEqual([]);
  await database.admin`update custody.mails set due_at = clock_timestamp()`;
  await inWorker(database, () => sendMailsJob(transport));
  await inWorker(database, () => sendMailsJob(transport));
  expect(server.received.map(({ to }) => to)).toEqual([[owner.email]]);
  expect(server.received[0]?.raw).toContain("Subject: A rule fired: medium severity");
});
