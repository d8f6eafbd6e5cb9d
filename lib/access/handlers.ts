import { cookies, headers } from "next/headers";
import { handleForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { log } from "@/lib/kit/log";
import { recordRefusal } from "@/lib/runtime/refusal";
import { endSession } from "@/lib/sessions/mutations";
import { clearSession, gateSession, startSession } from "./auth";
import { createDeviceMark } from "./device";
import { leadHome } from "./home";
import { type Ctx, isAllowed } from "./model";
import { attemptSignIn } from "./mutations";
import { paceMs, waitOut } from "./pace";
import type { Permission, Role } from "./policy";
import { checkDatabase, type SessionStage } from "./queries";
import { parseNextPath, readContext, requestIdHeader } from "./request";
import { answerError } from "./wrap";

const home = "/admin/audit-logs";
export const typedEmailCookie = "custody-typed-email";
const deviceCookie = "custody-device";
const deviceSeconds = 400 * 24 * 60 * 60;

/** Ready means that an entry could be stored now. */
export async function handleReadiness(): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  try {
    await checkDatabase();
    return Response.json({ status: "ready" }, { headers });
  } catch (err) {
    log.warn({ err }, "not ready");
    const body = { status: "unavailable", reason: "the database does not answer" };
    return Response.json(body, {
      status: 503,
      headers: { ...headers, "retry-after": "5" },
    });
  }
}

/** The sign-in form. Every failure says the same; the reason goes to the log. */
export const handleSignIn = handleForm(
  { page: "/signin" },
  async ({ field, publicUrl }) => {
    const startedAt = performance.now();
    const email = field("email");
    const next = parseNextPath(field("next"), publicUrl, home);
    const jar = await cookies();
    const attempt = await attemptSignIn(
      { email, password: field("password") },
      readContext(await headers()),
      { mark: jar.get(deviceCookie)?.value ?? "", secret: process.env.AUTH_SECRET ?? "" },
    );
    if (attempt.kind === "in") {
      jar.delete(typedEmailCookie);
      return leadIn(attempt, next);
    }
    await waitOut(startedAt, paceMs.signIn);
    const options = { path: "/signin", maxAge: 60, httpOnly: true } as const;
    jar.set(typedEmailCookie, email, { ...options, sameSite: "lax" });
    return `/signin?error=${attempt.kind}&next=${encodeURIComponent(next)}`;
  },
);

type Opened = { sessionId: string; stage: SessionStage; userId: string; role: Role };

/** Where a sign-in goes on: the page asked for, or what is missing before it. */
export async function leadIn(opened: Opened, asked: string): Promise<string> {
  const { sessionId, stage, userId, role } = opened;
  const next = leadHome(role, asked);
  await startSession(sessionId);
  if (stage === "full") {
    await markDevice(userId);
    return next;
  }
  const page = stage === "second_factor" ? "/signin/mfa" : "/signin/enrol";
  return `${page}?next=${encodeURIComponent(next)}`;
}

/** From now on failures of strangers do not count against this browser. */
export async function markDevice(userId: string): Promise<void> {
  const mark = await createDeviceMark(process.env.AUTH_SECRET ?? "", userId);
  (await cookies()).set(deviceCookie, mark, {
    path: "/",
    maxAge: deviceSeconds,
    httpOnly: true,
    sameSite: "lax",
    secure: (process.env.CUSTODY_URL ?? "").startsWith("https:"),
  });
}

export const handleSignOut = handleForm({ page: "/signin" }, async () => {
  const ctx = await gateSession();
  if (ctx) await endSession(ctx, {});
  await clearSession();
  return "/signin";
});

type Params = Record<string, string>;

/** What scripts of our own pages read: the session, the permission, the error table. */
export function sessionRoute(
  permission: Permission,
  place: string,
  answer: (ctx: Ctx, request: Request, params: Params) => Promise<Response>,
) {
  return async (
    request: Request,
    context?: { params: Promise<Params> },
  ): Promise<Response> => {
    const requestId = request.headers.get(requestIdHeader) ?? crypto.randomUUID();
    try {
      const site = request.headers.get("sec-fetch-site") ?? "same-origin";
      if (site !== "same-origin") throw new AppError("access.cross_site");
      const ctx = await gateSession();
      if (!ctx) throw new AppError("access.unauthenticated");
      if (!isAllowed(ctx.principal, permission)) {
        throw await recordRefusal(ctx, permission, place);
      }
      const response = await answer(ctx, request, (await context?.params) ?? {});
      if (!response.headers.has("cache-control")) {
        response.headers.set("cache-control", "private, no-store");
      }
      return response;
    } catch (thrown) {
      return answerError(thrown, requestId);
    }
  };
}
