import { AuthError } from "next-auth";
import { cookies } from "next/headers";
import { log } from "@/lib/kit/log";
import { AppError } from "@/lib/kit/errors";
import { clearSession, gateSession, startSession } from "./auth";
import { endSession } from "./mutations";
import { checkDatabase } from "./queries";
import { isSameOrigin, parseNextPath, requestIdHeader } from "./request";
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
    return Response.json(body, { status: 503, headers: { ...headers, "retry-after": "5" } });
  }
}

/** The sign-in form. Every failure says the same; the reason goes to the log. */
export async function handleSignIn(request: Request): Promise<Response> {
  return guardForm(request, async (form) => {
    const email = textOf(form, "email");
    const next = parseNextPath(textOf(form, "next") || null, publicUrl(), home);
    const jar = await cookies();
    try {
      const password = textOf(form, "password");
      await startSession("credentials", { email, password, redirect: false });
      jar.delete(typedEmailCookie);
      return redirectTo(next);
    } catch (thrown) {
      if (!(thrown instanceof AuthError)) throw thrown;
      if (thrown.type !== "CredentialsSignin") throw thrown.cause?.err ?? thrown;
      const path = "/signin";
      jar.set(typedEmailCookie, email, { path, maxAge: 60, httpOnly: true, sameSite: "lax" });
      return redirectTo(`/signin?error=1&next=${encodeURIComponent(next)}`);
    }
  });
}

export async function handleSignOut(request: Request): Promise<Response> {
  return guardForm(request, async () => {
    const ctx = await gateSession();
    if (ctx) await endSession(ctx, {});
    await clearSession({ redirect: false });
    return redirectTo("/signin");
  });
}

async function guardForm(
  request: Request,
  handle: (form: FormData) => Promise<Response>,
): Promise<Response> {
  const requestId = request.headers.get(requestIdHeader) ?? crypto.randomUUID();
  try {
    if (!isSameOrigin(request.headers, publicUrl())) {
      throw new AppError("access.cross_site");
    }
    return await handle(await request.formData());
  } catch (thrown) {
    return answerError(thrown, requestId);
  }
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

function publicUrl(): string {
  return process.env.CUSTODY_URL ?? "";
}

function redirectTo(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: path, "cache-control": "no-store" },
  });
}
