import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintSessionCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import type { StaffRole } from "@/lib/access/policy";
import { everything } from "@/lib/entries/filter";
import { listPage } from "@/lib/entries/queries";
import { parseView } from "@/lib/entries/view";
import { createUser } from "@/lib/people/mutations";
import { inScope } from "@/lib/runtime/transaction";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { builtInViews, mineView } from "./model";
import { createView, deleteView, setDefaultView, updateView } from "./mutations";
import { findDefaultViewId, findView, listViews } from "./queries";

const context = { ip: null, user_agent: null, session_id: null, request_id: null };

let database: TestDatabase;
let organization: TestOrganization;
let alice: Ctx;
let bo: Ctx;
let owner: Ctx;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("views");
  alice = await addPerson("alice", "technician");
  bo = await addPerson("bo", "auditor");
  owner = await addPerson("olga", "owner");
});

afterAll(async () => {
  await database.drop();
});

async function addPerson(name: string, role: StaffRole): Promise<Ctx> {
  const email = `${name}@msp.example`;
  const { organizationId, ctx } = organization;
  const person = { name, email, role };
  const { id } = await createUser(ctx, { ...person, password: null });
  const session = { sessionId: "s", assignedClientIds: null };
  return mintSessionCtx({ ...person, ...session, userId: id, organizationId }, context);
}

function readerOf({ principal, scope }: Ctx) {
  if (principal.kind !== "user") throw new Error("not a person");
  return { organizationId: scope.organizationId, userId: principal.userId };
}

async function namesOf(ctx: Ctx): Promise<string[]> {
  const views = await inScope(ctx.scope, (tx) => listViews(tx, readerOf(ctx)));
  return views.map(({ name }) => name);
}

async function lastEntry() {
  const page = { limit: 1, order: "desc" as const, cursor: null, offset: 0 };
  const selection = { filter: everything, range: { from: null, to: null } };
  const { entries } = await listPage(organization.ctx.scope, selection, page);
  return entries[0];
}

describe("saved views", () => {
  it("are their maker's alone until they are shared, and each step is an entry", async () => {
    const { id } = await createView(alice, { name: "Mine alone", query: "verb=delete" });
    expect((await lastEntry())?.action).toBe("saved_view.created");
    expect(await namesOf(bo)).not.toContain("Mine alone");
    await updateView(alice, { id, isShared: true });
    expect((await lastEntry())?.action).toBe("saved_view.shared");
    expect(await namesOf(bo)).toContain("Mine alone");
    await updateView(alice, { id, name: "Ours", query: "entity=ticket&verb=delete" });
    expect(await lastEntry()).toMatchObject({
      action: "saved_view.updated",
      changes: [
        { path: "/name", before: "Mine alone", after: "Ours" },
        { path: "/query", before: "verb=delete", after: "verb=delete&entity=ticket" },
      ],
    });
    await deleteView(alice, { id });
    expect((await lastEntry())?.action).toBe("saved_view.deleted");
    expect(await namesOf(bo)).not.toContain("Ours");
  });

  it("of others may be changed by owners and admins, and hidden ones are not there", async () => {
    const shared = { query: "verb=export", isShared: true };
    const { id } = await createView(alice, { name: "Exports", ...shared });
    await expect(deleteView(bo, { id })).rejects.toMatchObject({ code: "access.denied" });
    expect((await lastEntry())?.action).toBe("access.denied");
    await deleteView(owner, { id });
    const hidden = await createView(alice, { name: "Hidden", query: "" });
    await expect(updateView(owner, { id: hidden.id, name: "x" })).rejects.toMatchObject({
      code: "resource.not_found",
    });
  });

  it("have names of their own, and hold only what can be used", async () => {
    await createView(bo, { name: "Twice", query: "" });
    await expect(createView(bo, { name: "Twice", query: "" })).rejects.toMatchObject({
      code: "name.taken",
    });
    await expect(createView(bo, { name: "Bad", query: "colour=red" })).rejects.toThrow();
    const { id } = await createView(bo, {
      name: "Page",
      query: "verb=delete&before=9&n=50",
    });
    const view = await inScope(bo.scope, (tx) => findView(tx, readerOf(bo), id));
    expect(view?.query).toBe("verb=delete&n=50");
  });

  it("may open the log, for one person, until everything does again", async () => {
    const read = () => inScope(bo.scope, (tx) => findDefaultViewId(tx, readerOf(bo)));
    await setDefaultView(bo, { id: "deletions" });
    expect(await read()).toBe("deletions");
    expect(await lastEntry()).toMatchObject({
      action: "saved_view.default_changed",
      target: { name: "Deletions" },
    });
    await setDefaultView(bo, { id: null });
    expect(await read()).toBeNull();
    await expect(setDefaultView(bo, { id: "view_0" })).rejects.toMatchObject({
      code: "resource.not_found",
    });
  });
});

describe("built-in views", () => {
  it.each([...builtInViews, mineView("u-1")])(
    "$name asks what can be asked",
    ({ query }) => {
      expect(parseView(new URLSearchParams(query)).ignored).toEqual([]);
    },
  );
});
