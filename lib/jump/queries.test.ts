import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintSessionCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import type { Role } from "@/lib/access/policy";
import { appendEvents } from "@/lib/entries/mutations";
import { findEntry } from "@/lib/entries/queries";
import { createUser } from "@/lib/people/mutations";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { listSuggestions } from "./queries";
import { chooseDestination } from "./suggestion";

let database: TestDatabase;
let ours: TestOrganization;
let theirs: TestOrganization;
let entryId: string;
let foreignId: string;

const session = "s_jump_1";
const device = { type: "device", id: "dev_77", name: "ACME-FRONTDESK" };

beforeAll(async () => {
  database = await openTestDatabase();
  ours = await makeOrganization("northwind", ["acme", "globex"]);
  theirs = await makeOrganization("rival", ["initech"]);
  const person = { email: "alice@northwind.example", name: "Alice Ng", password: null };
  await createUser(ours.ctx, { ...person, role: "technician" });
  const answer = await append(ours, [
    {
      action: "remote_session.started",
      client: "acme",
      target: device,
      context: { session_id: session },
    },
    {
      action: "ticket.created",
      client: "globex",
      target: { type: "ticket", id: "4711", name: "Printer offline" },
    },
  ]);
  entryId = answer[0]?.id ?? "";
  const foreign = await append(theirs, [
    {
      action: "ticket.created",
      client: "initech",
      target: { type: "ticket", id: "9999", name: "Zebracanary" },
    },
  ]);
  foreignId = foreign[0]?.id ?? "";
});

afterAll(async () => {
  await database.drop();
});

async function append(
  { ctx }: TestOrganization,
  events: Parameters<typeof appendEvents>[1][number]["event"][],
) {
  const received = events.map((event, at) => ({ event, pointer: `/events/${at}` }));
  return (await appendEvents(ctx, received)).entries;
}

function readerOf(role: Role, assignedClientIds: string[] | null): Ctx {
  const person = { userId: crypto.randomUUID(), email: "r@msp.example", name: "R", role };
  const { organizationId } = ours;
  return mintSessionCtx(
    { ...person, organizationId, sessionId: "s".repeat(64), assignedClientIds },
    { ip: null, user_agent: null, session_id: null, request_id: null },
  );
}

const owner = () => readerOf("owner", null);

async function jump(reader: Ctx, typed: string): Promise<string | null> {
  return chooseDestination(await listSuggestions(reader, typed));
}

describe("an owner who types", () => {
  it("a ticket's number comes to its history", async () => {
    expect(await jump(owner(), "#4711")).toBe("/records/ticket/4711");
  });

  it("a host's name comes to its history", async () => {
    expect(await jump(owner(), "acme-frontdesk")).toBe("/records/device/dev_77");
  });

  it("a person's name or address comes to theirs", async () => {
    for (const typed of ["Alice Ng", "alice@northwind.example"]) {
      expect(await jump(owner(), typed)).toMatch(/^\/people\/[0-9a-f-]{36}$/);
    }
  });

  it("a client's name comes to its audit tab", async () => {
    expect(await jump(owner(), "globex")).toBe("/clients/globex/audit");
  });

  it("an address comes to everything from it", async () => {
    const suggestions = await listSuggestions(owner(), "203.0.113.7");
    expect(chooseDestination(suggestions)).toContain("ip=203.0.113.7");
  });

  it("an entry's id, number or either of its hashes opens the entry", async () => {
    const entry = await findEntry(owner().scope, entryId);
    const path = `/admin/audit-logs/${entryId}`;
    expect(await jump(owner(), entryId)).toBe(path);
    expect(await jump(owner(), entry?.hash ?? "")).toBe(path);
    expect(await jump(owner(), entry?.org_hash.toUpperCase() ?? "")).toBe(path);
    const hrefs = (await listSuggestions(owner(), `#${entry?.idx}`)).map(
      ({ href }) => href,
    );
    expect(hrefs).toContain(path);
  });

  it("a session's id comes to its story, a page's name to the page", async () => {
    expect(await jump(owner(), session)).toBe(`/sessions/${session}`);
    expect(await jump(owner(), "people")).toBe("/settings/users");
  });

  it("a word of no name may search the log for it", async () => {
    const suggestions = await listSuggestions(owner(), "nonesuch");
    expect(suggestions.map(({ kind }) => kind)).toEqual(["log"]);
  });
});

describe("what a reader may not see is not suggested", () => {
  it("another organization's records, people and entries", async () => {
    for (const typed of ["zebracanary", "9999", "initech", foreignId]) {
      const suggestions = await listSuggestions(owner(), typed);
      expect(suggestions.filter(({ kind }) => kind !== "log")).toEqual([]);
    }
  });

  it("to a technician another client's records, and the list of people", async () => {
    const technician = readerOf("technician", [ours.clients.acme ?? ""]);
    expect(await jump(technician, "acme-frontdesk")).toBe("/records/device/dev_77");
    for (const typed of ["4711", "globex", "printer offline", "alice ng", "people"]) {
      const suggestions = await listSuggestions(technician, typed);
      expect(suggestions.filter(({ kind }) => kind !== "log")).toEqual([]);
    }
  });
});
