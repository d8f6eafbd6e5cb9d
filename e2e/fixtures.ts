import { randomBytes } from "node:crypto";
import { type BrowserContext, test as base, type Page } from "@playwright/test";
import { encode } from "next-auth/jwt";
import { configureDatabase } from "@/db/client";
import type { Ctx } from "@/lib/access/model";
import type { StaffRole } from "@/lib/access/policy";
import { listArrivals } from "@/lib/access/queries";
import { createApiKey } from "@/lib/api-keys/mutations";
import type { EventInput } from "@/lib/entries/model";
import { appendEvents } from "@/lib/entries/mutations";
import { createUser } from "@/lib/people/mutations";
import { isNewcomer, openSession } from "@/lib/sessions/mutations";
import { makeOrganization } from "@/testing/organization";
import { addPortalReader, type PortalReader } from "@/testing/portal";

export const password = "correct horse battery staple";

export type World = {
  ctx: Ctx;
  slug: string;
  /** By short name. */
  clients: Record<string, string>;
  /** Of acme. */
  clientId: string;
  append: (events: EventInput[]) => Promise<{ id: string; idx: number }[]>;
  createKey: () => Promise<string>;
  addPerson: (role: StaffRole, account?: string) => Promise<string>;
  addPortalReader: () => Promise<PortalReader>;
};

type Fixtures = {
  world: World;
  owner: Page;
  technician: Page;
  auditor: Page;
  /** Somebody at acme, in its portal. */
  portalUser: Page;
};

async function makeWorld(): Promise<World> {
  configureDatabase(process.env.E2E_DATABASE_URL ?? "");
  const slug = `org-${randomBytes(5).toString("hex")}`;
  const organization = await makeOrganization(slug, [`acme-${slug}`, `globex-${slug}`]);
  const { ctx, clients } = organization;
  return {
    ctx,
    slug,
    clients,
    clientId: clients[`acme-${slug}`] ?? "",
    append: async (events) =>
      (
        await appendEvents(
          ctx,
          events.map((event, at) => ({ event, pointer: `/events/${at}` })),
        )
      ).entries,
    createKey: async () =>
      (
        await createApiKey(ctx, {
          name: "Browser tests",
          scopes: ["events:write", "audit:read"],
          clientSlug: null,
          expiresAt: null,
        })
      ).key,
    addPerson: async (role, account = role) => {
      const email = `${account}@${slug}.example`;
      const name = `${role.charAt(0).toUpperCase()}${role.slice(1)} Person`;
      await createUser(ctx, { email, name, role, password });
      return email;
    },
    addPortalReader: () =>
      addPortalReader(organization, `acme-${slug}`, {
        email: `sam@${slug}.example`,
        password,
      }),
  };
}

const context = { ip: "127.0.0.1", user_agent: null, session_id: null, request_id: null };
const sessionCookie = "authjs.session-token";
const zoneCookie = "custody-zone";

type Opening = { home?: string; isHalfway?: boolean };

/** Opens a session as a finished sign-in does, or one that lacks its second factor. */
export async function addSession(
  browser: BrowserContext,
  email: string,
  { home, isHalfway = false }: Opening = {},
): Promise<void> {
  const arrivals = await listArrivals({ email });
  const arrival = arrivals.find(({ organizationId }) => !home || organizationId === home);
  if (!isNewcomer(arrival)) throw new Error(`${email} may not come in`);
  const way = { method: "password", hasPassedSecondFactor: !isHalfway, isProof: true };
  const { id } = await openSession(arrival, way, context);
  const secret = process.env.AUTH_SECRET ?? "";
  const value = await encode({ token: { sessionId: id }, secret, salt: sessionCookie });
  const url = process.env.E2E_BASE_URL;
  await browser.addCookies([
    { name: sessionCookie, value, url, httpOnly: true, sameSite: "Lax" },
    // A browser's very first page is drawn twice, once its zone is known: not in every test.
    { name: zoneCookie, value: "UTC", url, sameSite: "Lax" },
  ]);
}

export async function signIn(page: Page, email: string, path = "/admin/audit-logs") {
  await addSession(page.context(), email);
  await page.goto(path);
}

/** The form itself, for those whose role needs no second factor. */
export async function typePassword(page: Page, email: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Signed in, with no page open yet: each test opens its own. */
async function comeInAs(page: Page, world: World, role: StaffRole): Promise<Page> {
  await addSession(page.context(), await world.addPerson(role));
  return page;
}

export const test = base.extend<Fixtures>({
  world: async ({ browserName: _browser }, use) => use(await makeWorld()),
  owner: async ({ page, world }, use) => use(await comeInAs(page, world, "owner")),
  technician: async ({ page, world }, use) =>
    use(await comeInAs(page, world, "technician")),
  auditor: async ({ page, world }, use) => use(await comeInAs(page, world, "auditor")),
  portalUser: async ({ page, world }, use) => {
    await addSession(page.context(), (await world.addPortalReader()).email);
    await use(page);
  },
});

export { expect } from "@playwright/test";
