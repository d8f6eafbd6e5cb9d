import { cookies } from "next/headers";
import { AuthError } from "next-auth";
import { handleForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { log } from "@/lib/kit/log";
import { recordRefusal } from "@/lib/runtime/refusal";
import { clearSession, gateSession, startSession } from "./auth";
import { type Ctx, isAllowed } from "./model";
import { endSession } from "./mutations";
import type { Permission } from "./policy";
import { checkDatabase } from "./queries";
import { parseNextPath, requestIdHeader } from "./request";
import { answerError } from "./wrap";

const home = "/admin/audit-logs";
export const typedEmailCookie = "custody-typed-email";

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
    const email = field("email");
    const next = parseNextPath(field("next"), publicUrl, home);
    const jar = await cookies();
    try {
      const password = field("password");
      await startSession("credentials", { email, password, redirect: false });
      jar.delete(typedEmailCookie);
      return next;
    } catch (thrown) {
      if (!(thrown instanceof AuthError)) throw thrown;
      if (thrown.type !== "CredentialsSignin") throw thrown.cause?.err ?? thrown;
      const options = { path: "/signin", maxAge: 60, httpOnly: true } as const;
      jar.set(typedEmailCookie, email, { ...options, sameSite: "lax" });
      return `/signin?error=1&next=${encodeURIComponent(next)}`;
    }
  },
);

export const handleSignOut = handleForm({ page: "/signin" }, async () => {
  const ctx = await gateSession();
  if (ctx) await endSession(ctx, {});
  await clearSession({ redirect: false });
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
