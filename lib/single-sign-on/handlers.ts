import { headers } from "next/headers";
import { NextRequest } from "next/server";
import { createProviderSignIn } from "@/lib/access/auth";
import { markDevice } from "@/lib/access/handlers";
import { leadHome } from "@/lib/access/home";
import { recordFailedSignIn } from "@/lib/access/mutations";
import { parseNextPath, readContext } from "@/lib/access/request";
import { handleStaffForm } from "@/lib/forms/handlers";
import { log } from "@/lib/kit/log";
import { createOutboundFetch } from "@/lib/outbound/fetch";
import {
  arriveBySso,
  createProvider,
  removeProvider,
  type SsoArrival,
} from "./mutations";
import { findProvider, type Provider } from "./queries";

const home = "/admin/audit-logs";
const refused = "/signin?error=sso";

/** The operator's own issuer is asked as it is; one that people wrote down is not trusted. */
function askOf({ organizationId }: Provider): typeof fetch {
  if (organizationId === null) return fetch;
  const allowed = (process.env.CUSTODY_OUTBOUND_ALLOW ?? "").split(",");
  return createOutboundFetch(allowed.map((host) => host.trim()).filter(Boolean));
}

function lead(to: string): Response {
  const answer = { location: to, "cache-control": "no-store" };
  return new Response(null, { status: 303, headers: answer });
}

/** Leads to the provider. Nobody is signed in by this: a link to it does no harm. */
export async function handleSsoStart(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  const base = process.env.CUSTODY_URL ?? "";
  const next = parseNextPath(asked.get("next"), base, home);
  const provider = await findProvider(asked.get("provider") ?? "");
  if (!provider) return lead(refused);
  const problems: string[] = [];
  const { signIn } = createProviderSignIn(provider, {
    fetch: askOf(provider),
    arrive: async () => null,
    note: (problem) => problems.push(problem),
  });
  const options = { redirect: false, redirectTo: next };
  const address = await signIn(provider.id, options).catch((err: unknown) => {
    log.warn({ err, provider: provider.id }, "a provider could not be asked");
    return null;
  });
  const isAway = typeof address === "string" && !address.startsWith(base);
  if (isAway) return lead(address);
  await recordProblem(provider, problems[0] ?? "the provider could not be asked");
  return lead(refused);
}

/** Where the provider leads back to; what it says is checked before anything is believed. */
export async function handleSsoCallback(
  request: Request,
  { params }: { params: Promise<{ provider: string }> },
): Promise<Response> {
  const provider = await findProvider((await params).provider);
  if (!provider) return lead(refused);
  const context = readContext(await headers());
  const problems: string[] = [];
  const came: { arrival: SsoArrival | null; isJudged: boolean } = {
    arrival: null,
    isJudged: false,
  };
  const { handlers } = createProviderSignIn(provider, {
    fetch: askOf(provider),
    arrive: async (claims) => {
      came.isJudged = true;
      came.arrival = await arriveBySso(provider, claims, context);
      return came.arrival?.sessionId ?? null;
    },
    note: (problem) => problems.push(problem),
  });
  const answer = await handlers.GET(new NextRequest(request));
  if (came.arrival === null) {
    const problem = problems[0] ?? "the answer could not be used";
    if (!came.isJudged) await recordProblem(provider, problem);
    return lead(refused);
  }
  return leadIn(answer, came.arrival);
}

/** With the cookie that was just set, to where the sign-in goes on. */
async function leadIn(answer: Response, arrival: SsoArrival): Promise<Response> {
  const base = process.env.CUSTODY_URL ?? "";
  const told = new URL(answer.headers.get("location") ?? "/", base);
  const { stage, userId, role } = arrival;
  const next = leadHome(role, parseNextPath(told.pathname + told.search, base, home));
  if (stage === "full") await markDevice(userId);
  const page = stage === "second_factor" ? "/signin/mfa" : "/signin/enrol";
  const to = stage === "full" ? next : `${page}?next=${encodeURIComponent(next)}`;
  const headers = new Headers(answer.headers);
  headers.set("location", to);
  return new Response(null, { status: 303, headers });
}

async function recordProblem(provider: Provider, problem: string): Promise<void> {
  await recordFailedSignIn({
    email: null,
    arrival: undefined,
    context: readContext(await headers()),
    reason: `single sign-on with ${provider.name}: ${problem.split("\n")[0]?.slice(0, 200)}`,
    action: "user.sso_callback_received",
    organizationId: provider.organizationId,
  });
}

export const handleCreateProvider = handleStaffForm(
  {
    form: "provider",
    page: "/settings/security",
    fields: ["name", "issuer", "clientId", "clientSecret", "isSecondFactor"],
  },
  async ({ ctx, field, isChecked }) => {
    await createProvider(ctx, {
      name: field("name"),
      issuer: field("issuer").trim(),
      clientId: field("clientId"),
      clientSecret: field("clientSecret"),
      isSecondFactor: isChecked("isSecondFactor"),
    });
    const notice = `People can sign in with ${field("name")} now.`;
    return { to: "/settings/security", notice };
  },
);

export const handleRemoveProvider = handleStaffForm(
  { page: "/settings/security", fields: ["id"] },
  async ({ ctx, field }) => {
    const { name } = await removeProvider(ctx, { id: field("id") });
    return { to: "/settings/security", notice: `Nobody signs in with ${name} any more.` };
  },
);
