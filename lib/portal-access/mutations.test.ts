import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { leadHome } from "@/lib/access/home";
import { mintAnonymousCtx, mintSessionCtx } from "@/lib/access/mint";
import { isAllowed } from "@/lib/access/model";
import { attemptSignIn } from "@/lib/access/mutations";
import { permissions } from "@/lib/access/policy";
import { findSession, findStanding, listArrivals } from "@/lib/access/queries";
import {
  createContact,
  deleteContact,
  grantPortalAccess,
  revokePortalAccess,
} from "@/lib/contacts/mutations";
import { requestLink, resetPassword, spendSignInLink } from "@/lib/links/mutations";
import { findTouchable, listPeople } from "@/lib/people/queries";
import { inScope } from "@/lib/runtime/transaction";
import { updateSecurity } from "@/lib/security/mutations";
import { isNewcomer, openSession, stageOf } from "@/lib/sessions/mutations";
import { arriveBySso, createProvider } from "@/lib/single-sign-on/mutations";
import { findProvider } from "@/lib/single-sign-on/queries";
import { actingAs, addPerson, listTold } from "@/testing/acting";
import type { TestDatabase } from "@/testing/database";
import { readNewestMail } from "@/testing/mails";
import {
  makeOrganization,
  openTestDatabase,
  type TestOrganization,
} from "@/testing/organization";
import { addPortalReader } from "@/testing/portal";

const password = "correct horse battery staple";
const nowhere = {
  ip: "203.0.113.7",
  user_agent: "x",
  session_id: null,
  request_id: null,
};
const device = { mark: "", secret: "s".repeat(32) };

let database: TestDatabase;
let organization: TestOrganization;
let other: TestOrganization;

beforeAll(async () => {
  database = await openTestDatabase();
  organization = await makeOrganization("northwind", ["acme", "globex"]);
  other = await makeOrganization("southwind", ["initech"]);
});

afterAll(async () => {
  await database.drop();
});

beforeEach(async () => {
  await database.admin`delete from custody.rate_limits`;
});

const acme = () => organization.clients.acme ?? "";
const signIn = (email: string, word = password) =>
  attemptSignIn({ email, password: word }, nowhere, device);

async function openSessionOf(email: string): Promise<string> {
  const attempt = await signIn(email);
  if (attempt.kind !== "in") throw new Error(attempt.kind);
  return attempt.sessionId;
}

function contactOf(email: string, clientId = acme()) {
  return { clientId, name: "Sam Reed", email, phone: null, jobTitle: null };
}

describe("somebody who is let into a portal", () => {
  it("chooses a password by a mailed link, and then signs in to one client alone", async () => {
    const email = "sam@acme.example";
    const { id } = await createContact(organization.ctx, contactOf(email));
    await grantPortalAccess(organization.ctx, { id });
    const mail = await readNewestMail(database, organization, email);
    const token = /\/reset\/(\w+)/.exec(mail?.text ?? "")?.[1] ?? "";
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect((await signIn(email)).kind).toBe("wrong");
    const anonymous = mintAnonymousCtx(organization.organizationId, nowhere);
    await resetPassword(anonymous, { token, password });
    const session = await findSession(await openSessionOf(email));
    expect(session).toMatchObject({ role: "portal", clientId: acme(), stage: "full" });
    if (!session) throw new Error("no session");
    const standing = await findStanding(session);
    const ctx = mintSessionCtx({ ...session, sessionId: "s", ...standing }, nowhere);
    expect(ctx.scope).toMatchObject({ clientId: acme(), own: null });
    const may = permissions.filter((one) => isAllowed(ctx.principal, one));
    expect(may).toEqual([
      "portal:audit_log.read",
      "portal:audit_log.export",
      "portal:audit_log.verify",
      "session:end",
      "sign_in",
    ]);
    const [told] = await listTold(database, organization, "user.signed_in");
    expect(told).toMatchObject({ client: "acme", actor: { email, role: "portal" } });
  });

  it("signs in by a link, and by a provider that knows their verified address", async () => {
    const { email } = await addPortalReader(organization, "acme");
    await requestLink("sign_in", email, nowhere);
    const mail = await readNewestMail(database, organization, email);
    const token = /\/link\/(\w+)/.exec(mail?.text ?? "")?.[1] ?? "";
    const anonymous = mintAnonymousCtx(organization.organizationId, nowhere);
    expect(await spendSignInLink(anonymous, { token })).toMatchObject({ email });
    const owner = actingAs(organization, "owner");
    const { id } = await createProvider(owner, {
      name: "Directory",
      issuer: "https://login.example.com",
      clientId: "custody",
      clientSecret: "top secret",
      isSecondFactor: false,
    });
    const provider = await findProvider(id);
    if (!provider) throw new Error("no provider");
    const claims = { sub: "sam", email };
    expect(await arriveBySso(provider, claims, nowhere)).toBeNull();
    const verified = { ...claims, email_verified: true };
    const arrived = await arriveBySso(provider, verified, nowhere);
    expect(arrived).toMatchObject({ stage: "full", role: "portal" });
  });

  it("needs a second factor where the organization asks for it", async () => {
    const { email } = await addPortalReader(organization, "acme", { password });
    const owner = actingAs(organization, "owner");
    const hours = { sessionHours: 12 };
    await updateSecurity(owner, { secondFactorRoles: ["portal"], ...hours });
    const [arrival] = await listArrivals({ email });
    const way = { method: "password", hasPassedSecondFactor: false, isProof: true };
    expect(arrival && stageOf(arrival, way)).toBe("enrolment");
    await updateSecurity(owner, { secondFactorRoles: [], ...hours });
  });

  it("is led to the portal, whatever page was asked for", () => {
    expect(leadHome("portal", "/admin/audit-logs")).toBe("/portal");
    expect(leadHome("portal", "/portalx")).toBe("/portal");
    expect(leadHome("portal", "/portal/evt_1?x=1")).toBe("/portal/evt_1?x=1");
    expect(leadHome("owner", "/settings")).toBe("/settings");
  });

  it("is nobody of the staff: no list names them, and nobody gives them a role", async () => {
    const { userId, email } = await addPortalReader(organization, "acme");
    const { ctx, organizationId } = organization;
    const people = await inScope(ctx.scope, (tx) => listPeople(tx, organizationId));
    expect(people.map((person) => person.email)).not.toContain(email);
    const touching = inScope(ctx.scope, (tx) => findTouchable(tx, ctx, userId));
    await expect(touching).rejects.toMatchObject({ code: "resource.not_found" });
  });
});

describe("portal access that is taken away", () => {
  it("ends every session at once, and none comes back with a new grant", async () => {
    const { contactId, email } = await addPortalReader(organization, "acme", {
      password,
    });
    const session = await openSessionOf(email);
    expect(await findSession(session)).not.toBeNull();
    await revokePortalAccess(organization.ctx, { id: contactId });
    expect(await findSession(session)).toBeNull();
    expect((await signIn(email)).kind).toBe("wrong");
    await grantPortalAccess(organization.ctx, { id: contactId });
    expect(await findSession(session)).toBeNull();
    expect((await signIn(email)).kind).toBe("in");
  });

  it("ends with the contact too, and links under way open nothing", async () => {
    const { contactId, email } = await addPortalReader(organization, "acme", {
      password,
    });
    const session = await openSessionOf(email);
    await requestLink("sign_in", email, nowhere);
    const mail = await readNewestMail(database, organization, email);
    const token = /\/link\/(\w+)/.exec(mail?.text ?? "")?.[1] ?? "";
    await deleteContact(organization.ctx, { id: contactId });
    expect(await findSession(session)).toBeNull();
    const anonymous = mintAnonymousCtx(organization.organizationId, nowhere);
    await expect(spendSignInLink(anonymous, { token })).rejects.toMatchObject({
      code: "link.spent",
    });
  });

  it("is gone where somebody takes the grant out of the contact's row alone", async () => {
    const { contactId, email } = await addPortalReader(organization, "acme", {
      password,
    });
    const session = await openSessionOf(email);
    await database.admin`update custody.contacts set portal_granted_at = null
      where id = ${contactId}::uuid`;
    expect(await findSession(session)).toBeNull();
  });
});

describe("an address that is known already", () => {
  it("of staff is refused, and of another client's portal too", async () => {
    const { email } = await addPerson(organization, "technician");
    const staff = await createContact(organization.ctx, contactOf(email));
    await expect(
      grantPortalAccess(organization.ctx, { id: staff.id }),
    ).rejects.toMatchObject({
      facts: { detail: expect.stringContaining("your people") },
    });
    const { email: taken } = await addPortalReader(organization, "globex");
    const second = await createContact(organization.ctx, contactOf(taken));
    await expect(
      grantPortalAccess(organization.ctx, { id: second.id }),
    ).rejects.toMatchObject({
      facts: { detail: expect.stringContaining("one address") },
    });
  });

  it("of another organization keeps its account and password, and gets no link to change it", async () => {
    const email = "pat@shared.example";
    await addPortalReader(other, "initech", { email, password });
    const { id } = await createContact(organization.ctx, contactOf(email));
    await grantPortalAccess(organization.ctx, { id });
    const mail = await readNewestMail(database, organization, email);
    expect(mail?.text).not.toContain("/reset/");
    const arrivals = await listArrivals({ email });
    expect(arrivals.map(({ clientId }) => clientId).sort()).toEqual(
      [acme(), other.clients.initech].sort(),
    );
    const home = arrivals.find(({ clientId }) => clientId === acme());
    if (!isNewcomer(home)) throw new Error("may not come in");
    const way = { method: "password", hasPassedSecondFactor: false, isProof: true };
    const { id: session } = await openSession(home, way, nowhere);
    expect(await findSession(session)).toMatchObject({ clientId: acme() });
  });
});
