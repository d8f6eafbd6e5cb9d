import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintAnonymousCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { openCase } from "@/lib/cases/mutations";
import { readInScope } from "@/lib/runtime/transaction";
import { actingAs, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import {
  createCaseLink,
  recordLinkView,
  recordSpentView,
  revokeCaseLink,
} from "./mutations";
import { findCaseLink, listCaseLinks } from "./queries";

let database: TestDatabase;
let northwind: TestOrganization;
let owner: Ctx;
let outside: Ctx;
let id: string;

const nowhere = {
  ip: "203.0.113.9",
  user_agent: null,
  session_id: null,
  request_id: null,
};
const reader = "Insurer <b>Ltd</b>";
const wish = () => ({ id, reader, days: "7" as const });

beforeAll(async () => {
  database = await openTestDatabase();
  northwind = await makeOrganization("northwind");
  owner = actingAs(northwind, "owner");
  outside = mintAnonymousCtx(northwind.organizationId, nowhere);
  id = (await openCase(owner, { name: "Mailbox rules" })).id;
});

afterAll(() => database.drop());

const list = () => readInScope(owner.scope, (tx) => listCaseLinks(tx, owner.scope, id));

describe("a link for somebody outside", () => {
  it("opens its case, and each look at it is an entry with who it was made for", async () => {
    const { id: linkId, token } = await createCaseLink(owner, wish());
    const found = await findCaseLink(token);
    expect(found).toMatchObject({ id: linkId, caseId: id, isOpen: true });
    await recordLinkView(outside, { id: linkId });
    const seen = await recordLinkView(outside, { id: linkId });
    expect(seen).toMatchObject({ reader, caseId: id });
    const told = await listTold(database, northwind, "case.link_viewed");
    expect(told).toHaveLength(2);
    expect(told[1]).toMatchObject({
      actor: { type: "user", name: reader },
      context: { ip: "203.0.113.9" },
      target: { type: "case", id },
      metadata: { link: { id: linkId, view_count: 2 } },
    });
    expect((await list())[0]).toMatchObject({ viewCount: 2 });
  });

  it("is stored as a digest: neither the table nor the log holds what opens it", async () => {
    const { token } = await createCaseLink(owner, wish());
    const [row] = await database.admin<{ text: string }[]>`
      select string_agg(l::text, ' ') as text from custody.case_links l`;
    expect(row?.text).not.toContain(token);
    const [entries] = await database.admin<{ text: string }[]>`
      select string_agg(array_to_string(fields, ' '), ' ') as text from custody.entries`;
    expect(entries?.text).not.toContain(token);
  });

  it("opens nothing once it is revoked or over, and that somebody tried is in the log", async () => {
    const { id: linkId, token } = await createCaseLink(owner, wish());
    await revokeCaseLink(owner, { id, linkId });
    expect(await findCaseLink(token)).toMatchObject({ isOpen: false });
    const spent = { code: "link.spent" };
    await expect(recordLinkView(outside, { id: linkId })).rejects.toMatchObject(spent);
    await recordSpentView(outside, { id: linkId, caseId: id });
    const [tried] = (await listTold(database, northwind, "case.link_viewed")).slice(-1);
    expect(tried).toMatchObject({ outcome: "denied", reason: "the link is over" });
    const late = await createCaseLink(owner, wish());
    await database.admin`update custody.case_links
      set expires_at = clock_timestamp() - interval '1 second' where id = ${late.id}`;
    expect(await findCaseLink(late.token)).toMatchObject({ isOpen: false });
    await expect(recordLinkView(outside, { id: late.id })).rejects.toMatchObject(spent);
    await expect(revokeCaseLink(owner, { id, linkId })).rejects.toMatchObject({
      code: "resource.not_found",
    });
  });

  it("is made by owners and admins alone, never for another organization's case", async () => {
    const auditor = actingAs(northwind, "auditor");
    await expect(createCaseLink(auditor, wish())).rejects.toMatchObject({
      code: "access.denied",
    });
    const stranger = actingAs(await makeOrganization("contoso"), "owner");
    await expect(createCaseLink(stranger, wish())).rejects.toMatchObject({
      code: "resource.not_found",
    });
    expect(await findCaseLink("0".repeat(64))).toBeNull();
  });
});
