import { headers } from "next/headers";
import { forbidden, notFound, permanentRedirect, redirect } from "next/navigation";
import NextAuth, { customFetch, type NextAuthResult } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { cache } from "react";
import { resolveClients } from "@/lib/client-names/queries";
import type { ClientRow } from "@/lib/clients/queries";
import { recordClientRefusal, recordRefusal } from "@/lib/runtime/refusal";
import { readInScope } from "@/lib/runtime/transaction";
import { noteSeen } from "@/lib/sessions/mutations";
import { homeOf } from "./home";
import { mintSessionCtx, narrowToClient } from "./mint";
import { type Ctx, describeRefusal, isAllowed, type Scope } from "./model";
import { permissionOfPage } from "./page-permissions";
import type { Permission } from "./policy";
import { isRecentProof } from "./proof";
import {
  findPersonOfSession,
  findSession,
  findStanding,
  type SessionRecord,
  type SessionStage,
} from "./queries";
import { pathHeader, readContext } from "./request";
import { drawToken } from "./token";

/** The row says when a session ends; the cookie only has to live longer. */
const cookieSeconds = 31 * 24 * 60 * 60;

declare module "next-auth" {
  interface User {
    sessionId?: string;
  }
  interface Session {
    sessionId?: string;
  }
}

/** The cookie carries a session id and nothing else; the row decides on every request. */
const result: NextAuthResult = NextAuth(() => ({
  trustHost: true,
  secret: process.env.AUTH_SECRET,
  basePath: "/api/auth",
  pages: { signIn: "/signin" },
  session: { strategy: "jwt", maxAge: cookieSeconds },
  providers: [
    Credentials({
      credentials: { sessionId: {} },
      async authorize({ sessionId }) {
        const isOpen =
          typeof sessionId === "string" && (await findSession(sessionId)) !== null;
        return isOpen ? { id: sessionId, sessionId } : null;
      },
    }),
  ],
  callbacks: {
    jwt({ token, user }) {
      return user?.sessionId ? { sessionId: user.sessionId } : token;
    },
    session({ session, token }) {
      const { sessionId } = token;
      return {
        expires: session.expires,
        ...(typeof sessionId === "string" ? { sessionId } : {}),
      };
    },
  },
}));

export type ProviderFacts = {
  id: string;
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
};

type Arrive = (claims: Record<string, unknown>) => Promise<string | null>;
export type SsoHooks = {
  fetch: typeof fetch;
  /** Gets what the provider vouches for; null, and nobody is let in. */
  arrive: Arrive;
  note: (problem: string) => void;
};

/** One provider's way in: PKCE, state and nonce each time; the cookie is a session id again. */
export function createProviderSignIn(
  provider: ProviderFacts,
  hooks: SsoHooks,
): NextAuthResult {
  let sessionId: string | null = null;
  const { id, name, issuer, clientId, clientSecret } = provider;
  return NextAuth({
    trustHost: true,
    secret: process.env.AUTH_SECRET,
    basePath: "/api/auth",
    pages: { signIn: "/signin", error: "/signin" },
    session: { strategy: "jwt", maxAge: cookieSeconds },
    logger: {
      error: (error) => hooks.note(error.message),
      warn: () => {},
      debug: () => {},
    },
    providers: [
      {
        id,
        name,
        type: "oidc",
        issuer,
        clientId,
        clientSecret,
        checks: ["pkce", "state", "nonce"],
        [customFetch]: hooks.fetch,
      },
    ],
    callbacks: {
      async signIn({ profile }) {
        sessionId = profile ? await hooks.arrive({ ...profile }) : null;
        return sessionId !== null;
      },
      jwt: ({ token }) => (sessionId === null ? token : { sessionId }),
    },
  });
}

const readSession: () => Promise<{ sessionId?: string } | null> = result.auth;

/** Puts a session's id into the cookie; the id itself is the only credential. */
export async function startSession(sessionId: string): Promise<void> {
  await result.signIn("credentials", { sessionId, redirect: false });
}

export async function clearSession(): Promise<void> {
  await result.signOut({ redirect: false });
}

/** The session that the cookie points to, however far its sign-in has come. */
const loadSession = cache(async (): Promise<SessionRecord | null> => {
  const sessionId = (await readSession())?.sessionId;
  const session = sessionId === undefined ? null : await findSession(sessionId);
  if (session?.isStale) await noteSeen(session);
  return session;
});

/** Whose session the cookie points to, also when it is over; it opens nothing. */
export async function findFormerPerson(): Promise<string | null> {
  const sessionId = (await readSession())?.sessionId;
  return sessionId === undefined ? null : findPersonOfSession(sessionId);
}

/** Who is signed in on this request, or null: the row decides, the cookie only points. */
export const gateSession = cache(async (): Promise<Ctx | null> => {
  const session = await loadSession();
  if (session?.stage !== "full") return null;
  const standing = await findStanding(session);
  return mintSessionCtx(
    {
      ...session,
      sessionId: session.id,
      ...standing,
      isRecentlyProved: isRecentProof(session.provedSecondsAgo),
    },
    readContext(await headers()),
  );
});

export type Arriving = { session: SessionRecord; ctx: Ctx };

/**
 * The gate of a sign-in that is under way, or of a session that becomes another: the
 * context is the next id's, which counts once the mutation has replaced the old one.
 */
export async function gateNextSession(): Promise<Arriving | null> {
  const session = await loadSession();
  if (!session) return null;
  const isRecentlyProved = isRecentProof(session.provedSecondsAgo);
  const sessionId = drawToken();
  const facts = { ...session, sessionId, assignedClientIds: null, isRecentlyProved };
  return { session, ctx: mintSessionCtx(facts, readContext(await headers())) };
}

/** The gate of the pages between a password and the first page of staff. */
export async function gateArrival(stage: SessionStage): Promise<SessionRecord> {
  const session = await loadSession();
  if (session?.stage === stage) return session;
  redirect(session?.stage === "full" ? homeOf(session.role) : "/signin");
}

/** The gate of every page: sign-in first, then the policy table; a refusal is an entry. */
export async function gatePage(permission: Permission): Promise<Ctx> {
  const path = (await headers()).get(pathHeader) ?? "/";
  const ctx = await gateSession();
  if (!ctx) redirect(`/signin?next=${encodeURIComponent(path)}`);
  if ((await loadSession())?.isRenewalDue) {
    redirect(`/api/sessions/renew?next=${encodeURIComponent(path)}`);
  }
  if (isAllowed(ctx.principal, permission)) return ctx;
  await recordRefusal(ctx, permission, path.split("?")[0]);
  forbidden();
}

export type ClientGate = { ctx: Ctx; client: ClientRow; scope: Scope };

/** The gate of one client's pages: the scope it opens holds this client's entries alone. */
export async function gateClientPage(
  permission: Permission,
  slug: string,
): Promise<ClientGate> {
  const ctx = await gatePage(permission);
  const found = await readInScope(ctx.scope, (tx) => resolveClients(tx, [slug]));
  const client = found.get(slug);
  if (!client || client.id === slug) notFound();
  const { own } = ctx.scope;
  if (own === null || own.clientIds.includes(client.id)) {
    if (client.slug !== slug) await leadToClient(slug, client.slug);
    return { ctx, client, scope: narrowToClient(ctx.scope, client.id) };
  }
  await recordClientRefusal(ctx, client);
  forbidden();
}

/** The same page under the client's short name of today. */
async function leadToClient(former: string, slug: string): Promise<never> {
  const path = (await headers()).get(pathHeader) ?? "/";
  const begin = `/clients/${encodeURIComponent(former)}`;
  const rest = path.startsWith(begin) ? path.slice(begin.length) : "";
  permanentRedirect(`/clients/${encodeURIComponent(slug)}${rest}`);
}

/** What the 403 page says: Next renders it without knowing who threw, so it asks again. */
export async function describePageRefusal(): Promise<string> {
  const path = (await headers()).get(pathHeader) ?? "/";
  const permission = permissionOfPage(path.split("?")[0] ?? "/");
  const ctx = await gateSession();
  if (!ctx || permission === null) return "Your role does not include this page.";
  if (isAllowed(ctx.principal, permission)) {
    return "Refused: this client is not assigned to you.";
  }
  return `Refused: ${describeRefusal(ctx.principal, permission)}.`;
}

/** A page's data: nothing is loaded before the gate, and nothing without a scope. */
export function loader<Args extends unknown[], T>(
  permission: Permission,
  load: (scope: Scope, ...args: Args) => Promise<T>,
): (...args: Args) => Promise<T> {
  return async (...args) => load((await gatePage(permission)).scope, ...args);
}
