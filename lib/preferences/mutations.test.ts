import { afterAll, beforeAll, expect, it } from "vitest";
import { mintSessionCtx } from "@/lib/access/mint";
import { createUser } from "@/lib/people/mutations";
import { inScope } from "@/lib/runtime/transaction";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { defaultPreferences } from "./model";
import { updatePreferences } from "./mutations";
import { findPreferences } from "./queries";

const context = { ip: null, user_agent: null, session_id: null, request_id: null };

let database: TestDatabase;
let organization: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind");
});

afterAll(async () => {
  await database.drop();
});

async function addPerson(name: string) {
  const email = `${name}@msp.example`;
  const role = "auditor" as const;
  const { id } = await createUser(organization.ctx, {
    ...{ name, email, role },
    password: null,
  });
  const facts = {
    userId: id,
    email,
    name,
    role,
    sessionId: "s",
    assignedClientIds: null,
  };
  return mintSessionCtx(
    { ...facts, organizationId: organization.organizationId },
    context,
  );
}

function readOf(ctx: Awaited<ReturnType<typeof addPerson>>) {
  const { principal, scope } = ctx;
  if (principal.kind !== "user") throw new Error("not a person");
  return inScope(scope, (tx) =>
    findPreferences(tx, scope.organizationId, principal.userId),
  );
}

it("each person keeps their own, change by change", async () => {
  const [ann, bo] = [await addPerson("ann"), await addPerson("bo")];
  await updatePreferences(ann, { density: "compact" });
  await updatePreferences(ann, { zone: "Europe/Berlin" });
  expect(await readOf(ann)).toEqual({
    ...defaultPreferences,
    density: "compact",
    zone: "Europe/Berlin",
  });
  expect(await readOf(bo)).toEqual(defaultPreferences);
});

it("what is no zone, no theme and no column is refused", async () => {
  const ctx = await addPerson("cy");
  await expect(updatePreferences(ctx, { zone: "Mars/Base" })).rejects.toThrow();
  await expect(updatePreferences(ctx, { columns: [] })).rejects.toThrow();
  expect(await readOf(ctx)).toEqual(defaultPreferences);
});

it("another organization's reader cannot see or change them", async () => {
  const ctx = await addPerson("di");
  await updatePreferences(ctx, { dock: true });
  const other = await makeOrganization("contoso");
  const { principal } = ctx;
  if (principal.kind !== "user") throw new Error("not a person");
  const seen = await inScope(other.ctx.scope, (tx) =>
    findPreferences(tx, organization.organizationId, principal.userId),
  );
  expect(seen).toEqual(defaultPreferences);
});

it("two changes at once are both kept", async () => {
  const eve = await addPerson("eve");
  for (const density of ["compact", "comfortable"] as const) {
    const shortcuts = density === "compact";
    await Promise.all([
      updatePreferences(eve, { density }),
      updatePreferences(eve, { shortcuts }),
      updatePreferences(eve, { zone: density === "compact" ? "utc" : "mine" }),
    ]);
    expect(await readOf(eve)).toMatchObject({ density, shortcuts });
  }
});
