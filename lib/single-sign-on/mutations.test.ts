import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintSessionCtx } from "@/lib/access/mint";
import type { Role } from "@/lib/access/policy";
import { findSession, listArrivals } from "@/lib/access/queries";
import { updateSecurity } from "@/lib/security/mutations";
import { listEntries, makeKey } from "@/testing/api-call";
import type { TestDatabase } from "@/testing/database";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { addPerson, arrive, nowhere } from "@/testing/second-factor";
import { arriveBySso, createProvider, removeProvider } from "./mutations";
import { findProvider, type Provider } from "./queries";

let database: TestDatabase;
let organization: TestOrganization;
let other: TestOrganization;
let reader: string;
let provider: Provider;
let second: Provider;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind");
  other = await makeOrganization("southwind");
  reader = await makeKey(organization, ["audit:read"]);
  provider = await add("Directory");
  second = await add("Second directory");
});

afterAll(async () => {
  await database.drop();
});

function actingAs(role: Role, isRecentlyProved = true) {
  const { organizationId } = organization;
  const person = { userId: randomUUID(), email: "o@msp.example", name: "Olga", role };
  const facts = { ...person, organizationId, sessionId: "s".repeat(64) };
  return mintSessionCtx({ ...facts, assignedClientIds: null, isRecentlyProved }, nowhere);
}

const facts = {
  issuer: "https://login.example.com",
  clientId: "custody",
  clientSecret: "top secret",
  isSecondFactor: false,
};

async function add(name: string): Promise<Provider> {
  const { id } = await createProvider(actingAs("owner"), { ...facts, name });
  const made = await findProvider(id);
  if (!made) throw new Error("no provider");
  return made;
}

function claims(email: string, extra: object = {}) {
  return { sub: `subject of ${email}`, email, email_verified: true, ...extra };
}

async function lastReason() {
  const query = { action: "user.sso_callback_received", limit: "1" };
  return (await listEntries(reader, query)).body.data[0];
}

describe("somebody a provider vouches for", () => {
  it("is linked once by a verified address, and is then known by the subject alone", async () => {
    const email = await addPerson(organization.ctx, "auditor");
    const first = await arriveBySso(provider, claims(email), nowhere);
    expect(first?.stage).toBe("full");
    const session = await findSession(first?.sessionId ?? "");
    expect(session).toMatchObject({ email, method: `sso:${provider.id}` });
    expect(await lastReason()).toMatchObject({ metadata: { linked: true } });
    const renamed = {
      ...claims(email),
      email: "new@elsewhere.example",
      email_verified: false,
    };
    expect((await arriveBySso(provider, renamed, nowhere))?.userId).toBe(first?.userId);
    expect(await lastReason()).toMatchObject({ metadata: { linked: false } });
  });

  it.each([
    [
      "an unverified address",
      { email_verified: false },
      "the e-mail address is not verified",
    ],
    [
      "an address said to be verified in words",
      { email_verified: "true" },
      "not verified",
    ],
    ["no subject", { sub: undefined }, "the provider names nobody"],
    ["an address that nobody has", { email: "no@msp.example" }, "nobody here"],
    ["no address", { email: undefined }, "nobody here"],
  ])("is not let in with %s", async (_title, extra, reason) => {
    const email = await addPerson(organization.ctx, "auditor");
    const said = { ...claims(email), ...extra };
    expect(await arriveBySso(provider, said, nowhere)).toBeNull();
    expect((await lastReason())?.reason).toContain(reason);
  });

  it("is neither let in nor linked by a second provider with the same address", async () => {
    const email = await addPerson(organization.ctx, "auditor");
    await arriveBySso(provider, claims(email), nowhere);
    expect(await arriveBySso(second, claims(email), nowhere)).toBeNull();
    expect((await lastReason())?.reason).toBe("another provider vouches for this person");
    const rows = await database.admin`select provider from custody.identities
      where subject = ${`subject of ${email}`}`;
    expect(rows).toHaveLength(1);
  });

  it("of another organization is nobody here", async () => {
    const email = `far@${randomUUID()}.example`;
    await database.admin`select 1`;
    const far = await addPerson(other.ctx, "auditor");
    expect(await arriveBySso(provider, claims(far), nowhere)).toBeNull();
    expect(await arriveBySso(provider, claims(email), nowhere)).toBeNull();
  });

  it("is let in by the installation's provider in their own organization", async () => {
    const far = await addPerson(other.ctx, "auditor");
    const everywhere = { ...provider, id: "installation", organizationId: null };
    const arrival = await arriveBySso(everywhere, claims(far), nowhere);
    const session = await findSession(arrival?.sessionId ?? "");
    expect(session?.organizationId).toBe(other.organizationId);
  });

  it("is asked for a second factor unless the provider has asked itself", async () => {
    const email = await addPerson(organization.ctx, "owner");
    const plain = await arriveBySso(provider, claims(email), nowhere);
    expect(plain?.stage).toBe("enrolment");
    const strong = await arriveBySso(
      provider,
      claims(email, { amr: ["pwd", "mfa"] }),
      nowhere,
    );
    expect(strong?.stage).toBe("full");
    const trusted = { ...provider, isSecondFactor: true };
    expect((await arriveBySso(trusted, claims(email), nowhere))?.stage).toBe("full");
  });

  it("is not let in once disabled", async () => {
    const email = await addPerson(organization.ctx, "auditor");
    await arriveBySso(provider, claims(email), nowhere);
    await database.admin`update custody.users set disabled_at = now() where email = ${email}`;
    expect(await arriveBySso(provider, claims(email), nowhere)).toBeNull();
  });
});

describe("a provider", () => {
  it("is added by an owner after a proof; its secret is stored encrypted and nowhere else", async () => {
    const input = { ...facts, name: "Third" };
    for (const ctx of [actingAs("admin"), actingAs("auditor")]) {
      await expect(createProvider(ctx, input)).rejects.toMatchObject({
        code: "access.denied",
      });
    }
    await expect(createProvider(actingAs("owner", false), input)).rejects.toMatchObject({
      code: "access.proof_needed",
    });
    expect(provider.clientSecret).toBe("top secret");
    const rows = await database.admin`select string_agg(row_to_json(p)::text, ' ') as text
      from custody.identity_providers p`;
    expect(rows[0]?.text).not.toContain("top secret");
    const log = await database.admin`select string_agg(array_to_string(fields, ' '), ' ')
      as text from custody.entries`;
    expect(log[0]?.text).not.toContain("top secret");
  });

  it("whose secret was moved to another row does not open (T-48)", async () => {
    const { id } = await createProvider(actingAs("owner"), { ...facts, name: "Moved" });
    await database.admin`update custody.identity_providers set sealed_secret =
      (select sealed_secret from custody.identity_providers where id = ${provider.id})
      where id = ${id}`;
    await expect(findProvider(id)).rejects.toThrow();
  });

  it("that is removed lets nobody in, and its links are gone", async () => {
    const gone = await add("Gone");
    const email = await addPerson(organization.ctx, "auditor");
    await arriveBySso(gone, claims(email), nowhere);
    await removeProvider(actingAs("owner"), { id: gone.id });
    expect(await findProvider(gone.id)).toBeNull();
    expect(await arriveBySso(second, claims(email), nowhere)).not.toBeNull();
  });

  it("is found by no made-up id", async () => {
    for (const id of ["", "x", "installation", randomUUID(), "' or 1=1 --"]) {
      expect(await findProvider(id)).toBeNull();
    }
  });
});

describe("the organization's rules", () => {
  it("ask technicians for a second factor too, and count from the next sign-in on", async () => {
    const email = await addPerson(organization.ctx, "technician");
    expect((await arrive(email)).stage).toBe("full");
    await updateSecurity(actingAs("owner"), {
      secondFactorRoles: ["technician"],
      sessionHours: "2",
    });
    expect((await arrive(email)).stage).toBe("enrolment");
    expect((await listArrivals({ email }))[0]?.sessionHours).toBe(2);
    const { body } = await listEntries(reader, { action: "settings.security_changed" });
    expect(body.data[0]?.changes).toContainEqual({
      path: "/session_hours",
      before: 12,
      after: 2,
    });
  });

  it("are an owner's to change, after a proof, within bounds", async () => {
    const input = { secondFactorRoles: [], sessionHours: "12" };
    await expect(updateSecurity(actingAs("admin"), input)).rejects.toMatchObject({
      code: "access.denied",
    });
    await expect(updateSecurity(actingAs("owner", false), input)).rejects.toMatchObject({
      code: "access.proof_needed",
    });
    for (const sessionHours of ["0", "721", "x", ""]) {
      await expect(
        updateSecurity(actingAs("owner"), { ...input, sessionHours }),
      ).rejects.toMatchObject({ code: "input.invalid" });
    }
  });
});
