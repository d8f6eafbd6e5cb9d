import { encode } from "next-auth/jwt";
import { findFormerPerson, gateSession } from "@/lib/access/auth";
import type { Ctx } from "@/lib/access/model";
import { isSameOrigin, parseNextPath, requestIdHeader } from "@/lib/access/request";
import { toErrorPage } from "@/lib/kit/error-page";
import { AppError, toAppError } from "@/lib/kit/errors";
import { log } from "@/lib/kit/log";
import { recordDenied } from "@/lib/runtime/refusal";
import {
  emptyFlash,
  type Flash,
  flashCookie,
  flashSecondsMax,
  problemsId,
} from "./model";
import { createSealedFlash } from "./mutations";
import { type Posted, readPosted } from "./posted";
import { keepTyped, shortenValues } from "./typed";

const bytesMaxDefault = 262_144;
/** What browsers keep of one cookie, less its name and attributes. */
const cookieLengthMax = 3600;

type Params = Record<string, string>;
export type Place = Posted & { params: Params; publicUrl: string };
type Named = string | ((place: Place) => string);

export type FormOptions = {
  /** The name its page loads it by; without one a refusal is told above the page. */
  form?: Named;
  /** Where the form stands: a refusal leads back there. */
  page: Named;
  /** Fields never shown again, beside those whose name says so. */
  secrets?: string[];
  /** Every field the form has; a post with another one is refused (T-19). */
  fields?: string[];
  bytesMax?: number;
};

/** Where to go next (303), and what that page says or reveals, once. */
export type FormOutcome = {
  to: string;
  notice?: string;
  reveal?: Record<string, string>;
};

type Act = (place: Place) => Promise<string | FormOutcome>;
type FormRoute = (
  request: Request,
  context?: { params: Promise<Params> },
) => Promise<Response>;

/** A form that anybody may send from a page of ours. */
export function handleForm(options: FormOptions, act: Act): FormRoute {
  return async (request, context) => {
    const requestId = request.headers.get(requestIdHeader) ?? crypto.randomUUID();
    try {
      await refuseCrossSite(request);
      const posted = await readPosted(request, options.bytesMax ?? bytesMaxDefault);
      const params = (await context?.params) ?? {};
      const publicUrl = process.env.CUSTODY_URL ?? "";
      return await answer(options, act, { ...posted, params, publicUrl }, requestId);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.status >= 500) log.error({ err: thrown, requestId }, error.message);
      return toErrorPage(error, requestId);
    }
  };
}

/** A form of people who are signed in; `act` has their context for its mutation. */
export function handleStaffForm(
  options: FormOptions,
  act: (place: Place & { ctx: Ctx }) => Promise<string | FormOutcome>,
): FormRoute {
  return handleForm(options, async (place) => {
    const ctx = await gateSession();
    if (!ctx) throw new AppError("session.over");
    return act({ ...place, ctx });
  });
}

/** A post of another site does nothing, and is in the log of whoever was made to send it. */
async function refuseCrossSite(request: Request): Promise<void> {
  if (isSameOrigin(request.headers, process.env.CUSTODY_URL ?? "")) return;
  const ctx = await gateSession();
  const path = new URL(request.url).pathname;
  if (ctx) {
    await recordDenied(ctx, {
      action: "access.denied",
      reason: "the form came from another site",
      target: { type: "page", id: path, name: path },
    });
  }
  throw new AppError("access.cross_site");
}

async function answer(
  options: FormOptions,
  act: Act,
  place: Place,
  requestId: string,
): Promise<Response> {
  const page = parseNextPath(resolve(options.page, place), place.publicUrl, "/");
  try {
    await refuseUnknownFields(options, place);
    const outcome = await act(place);
    const {
      to,
      notice,
      reveal = {},
    } = typeof outcome === "string" ? { to: outcome } : outcome;
    const form = options.form === undefined ? null : resolve(options.form, place);
    const told = notice === undefined ? null : { text: notice, tone: "good" as const };
    const hasFlash = told !== null || Object.keys(reveal).length > 0;
    const flash = { ...emptyFlash, form, notice: told, reveal };
    return await lead(to, hasFlash ? flash : null);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (isFinal(error)) throw error;
    if (error.status >= 500) log.error({ err: thrown, requestId }, error.message);
    return leadBack(options, { place, page, error, requestId });
  }
}

function resolve(named: Named, place: Place): string {
  return typeof named === "string" ? named : named(place);
}

/** Fields that no page of ours has are somebody's attempt to set more than they may. */
async function refuseUnknownFields({ fields }: FormOptions, place: Place): Promise<void> {
  const unknown = fields ? place.names.filter((name) => !fields.includes(name)) : [];
  if (unknown.length === 0) return;
  const detail = `the form has no field ${unknown.join(", ")}`;
  const ctx = await gateSession();
  if (ctx) {
    const target = { type: "field", id: unknown.join(","), name: unknown.join(", ") };
    await recordDenied(ctx, { action: "access.denied", reason: detail, target });
  }
  throw new AppError("input.invalid", { detail: `Refused: ${detail}.` });
}

/** What no page leads back from: the role lacks it, or there is nothing there. */
function isFinal({ code, facts }: AppError): boolean {
  if (code === "access.denied") return facts.permission !== undefined;
  return ["access.unauthenticated", "resource.not_found"].includes(code);
}

type Refused = { place: Place; page: string; error: AppError; requestId: string };

/** What is missing before the page can be shown again. */
const ways: Partial<Record<string, { path: string; say?: string }>> = {
  "access.proof_needed": {
    path: "/reauth",
    say: "Send the form again, now that it is known to be you.",
  },
  "session.over": { path: "/signin" },
};

/** Also by way of the page that asks who it is, where that was all that was missing. */
async function leadBack(options: FormOptions, refused: Refused): Promise<Response> {
  const { place, page, error, requestId } = refused;
  const isOurs = error.status >= 500;
  const summary = isOurs ? `${error.message} Reference: ${requestId}.` : error.message;
  const way = ways[error.code];
  const via = way && `${way.path}?next=${encodeURIComponent(page)}`;
  const isOver = error.code === "session.over";
  const by = isOver ? await findFormerPerson() : null;
  if (isOver && (by === null || options.form === undefined)) return lead(page, null, via);
  if (options.form === undefined) {
    const notice = { text: summary, tone: "danger" as const };
    return lead(page, { ...emptyFlash, notice }, via);
  }
  const form = resolve(options.form, place);
  const flash = {
    ...emptyFlash,
    by,
    form,
    summary: way?.say ?? summary,
    errors: error.facts.errors ?? [],
    values: keepTyped(place.values, options.secrets ?? []),
  };
  return lead(`${page}#${problemsId(form)}`, flash, via);
}

/** The cookie is for the page that shows it alone, and so outlives a way round. */
async function lead(to: string, flash: Flash | null, via = to): Promise<Response> {
  const publicUrl = process.env.CUSTODY_URL ?? "";
  const headers = new Headers({
    location: parseNextPath(via, publicUrl, "/"),
    "cache-control": "no-store",
  });
  if (flash) {
    const path = new URL(parseNextPath(to, publicUrl, "/"), publicUrl).pathname;
    const secure = publicUrl.startsWith("https:") ? "; Secure" : "";
    headers.append(
      "set-cookie",
      `${flashCookie}=${await sealFlash(flash)}; Path=${path}; Max-Age=${flashSecondsMax}; HttpOnly; SameSite=Lax${secure}`,
    );
  }
  return new Response(null, { status: 303, headers });
}

/** In the cookie itself, else in the database, else with its longest texts left out. */
async function sealFlash(flash: Flash): Promise<string> {
  const sealed = await seal(flash);
  if (sealed.length <= cookieLengthMax) return sealed;
  const ctx = await gateSession();
  if (ctx) return `kept.${await createSealedFlash(ctx, { sealed })}`;
  return seal({ ...flash, values: shortenValues(flash.values, cookieLengthMax / 2) });
}

function seal(flash: Flash): Promise<string> {
  const secret = process.env.AUTH_SECRET ?? "";
  return encode({
    token: { flash },
    secret,
    salt: flashCookie,
    maxAge: flashSecondsMax,
  });
}
