import { redacted } from "@/lib/entries/redaction-mark";
import type { Call, Settings, Work } from "@/lib/integrations/product";
import {
  findHostProblem,
  type ProductId,
  products,
  secretFields,
} from "@/lib/integrations/products";
import { isVouchedFor } from "@/lib/outbound/address";
import {
  type OutboundAnswer,
  OutboundError,
  type OutboundRules,
  readHeader,
  sendOutbound,
} from "@/lib/outbound/send";
import { isJsonObject, type JsonValue } from "@/lib/proof/json-value";
import { parseRetryAfter } from "@/lib/webhooks/model";
import {
  type Exchange,
  judgeAnswer,
  judgeUnknown,
  type Kind,
  unanswered,
  type Verdict,
} from "../model";

export type Sending = {
  product: ProductId;
  settings: Settings;
  kind: Kind;
  /** Null for a test. */
  work: Work | null;
};

export type Sent = { verdict: Verdict; exchange: Exchange };

/** How much of an answer an entry keeps. */
const textLengthMax = 8_000;
const secretLengthMin = 6;

/** One try: the token where there is one, then the call, and what the entry says of it. */
export async function sendWriteBack(
  sending: Sending,
  rules: OutboundRules,
): Promise<Sent> {
  const { product: id, settings, kind, work } = sending;
  const product = products[id];
  const foreign = findForeignHost(sending, rules);
  if (foreign !== null) return refuseUnsent(foreign);
  const token = await askToken(sending, rules);
  if (typeof token !== "string") return token;
  const call = work
    ? product.write(work, settings, token)
    : product.test(settings, token);
  const started = performance.now();
  const hide = createHider(settings, call);
  const request = hide(describeRequest(call));
  try {
    const answer = await send(call, rules);
    const told = parseAnswer(answer.text);
    const exchange = {
      request,
      response: hide(describeResponse(answer, told, performance.now() - started)),
      status: answer.status,
    };
    const problem = product.readProblem(told);
    const verdict = judgeAnswer(kind, {
      status: answer.status,
      problem: problem === null ? null : String(hide(problem)),
      ticketId: kind === "create_ticket" ? product.readTicketId(told, settings) : null,
      retryAfterSeconds: readRetryAfter(answer),
    });
    return { verdict, exchange };
  } catch (thrown) {
    if (!(thrown instanceof OutboundError)) throw thrown;
    const { message: why, mayBeDone } = thrown;
    const exchange = { request, response: null, status: null };
    if (mayBeDone) return { verdict: judgeUnknown(kind, why), exchange };
    return { verdict: { kind: "later", why, retryAfterSeconds: null }, exchange };
  }
}

/** Whose address it is was looked at when it was saved; it is again, before anything leaves. */
function findForeignHost(
  { product, settings }: Sending,
  { allow }: OutboundRules,
): string | null {
  const text = settings.baseUrl ?? "";
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return findHostProblem(product, url, isVouchedFor(url, allow));
}

function refuseUnsent(problem: string): Sent {
  const verdict: Verdict = { kind: "failed", why: `the address ${problem}` };
  return { verdict, exchange: unanswered };
}

/** Nothing was asked for yet, so whatever goes wrong here may be tried again. */
async function askToken(
  { product, settings }: Sending,
  rules: OutboundRules,
): Promise<string | Sent> {
  const call = products[product].askToken?.(settings);
  if (!call) return "";
  const { method, url } = call;
  const fail = (verdict: Verdict, status: number | null): Sent => ({
    verdict,
    exchange: { request: { method, url }, response: status && { status }, status },
  });
  try {
    const answer = await send(call, rules);
    const told = parseAnswer(answer.text);
    const token = isJsonObject(told) ? told.access_token : null;
    if (answer.status === 200 && typeof token === "string") return token;
    const why = `it gave no token (${answer.status})`;
    const isPassing = answer.status === 429 || answer.status >= 500;
    return fail(
      isPassing
        ? { kind: "later", why, retryAfterSeconds: readRetryAfter(answer) }
        : { kind: "failed", why },
      answer.status,
    );
  } catch (thrown) {
    if (!(thrown instanceof OutboundError)) throw thrown;
    return fail({ kind: "later", why: thrown.message, retryAfterSeconds: null }, null);
  }
}

function send({ method, url, headers, body }: Call, rules: OutboundRules) {
  const isForm = body instanceof URLSearchParams;
  const type = isForm ? "application/x-www-form-urlencoded" : "application/json";
  const text = isForm ? body.toString() : JSON.stringify(body);
  return sendOutbound(
    {
      method,
      url,
      headers: {
        "user-agent": "Custody/1",
        ...headers,
        ...(body === undefined ? {} : { "content-type": type }),
      },
      body: body === undefined ? undefined : text,
    },
    rules,
  );
}

/** JSON where it is that; else its text. */
function parseAnswer(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

function readRetryAfter(answer: OutboundAnswer): number | null {
  return parseRetryAfter(readHeader(answer, "retry-after"), Date.now());
}

function describeRequest({ method, url, body }: Call): JsonValue {
  const isShown = body !== undefined && !(body instanceof URLSearchParams);
  return { method, url, ...(isShown ? { body } : {}) };
}

function describeResponse(
  { status, text }: OutboundAnswer,
  told: JsonValue,
  durationMs: number,
): JsonValue {
  const isLong = text.length > textLengthMax;
  const body = isLong ? `${text.slice(0, textLengthMax)} …` : told;
  return { status, duration_ms: Math.round(durationMs), body };
}

/** A server that repeats what it was sent must not put a credential into the log. */
function createHider(
  settings: Settings,
  { headers }: Call,
): (value: JsonValue) => JsonValue {
  const sent = Object.entries(headers).filter(([name]) => name !== "accept");
  const known = [
    ...secretFields.flatMap((name) => settings[name] ?? []),
    ...sent.map(([, value]) => value),
  ].map((value) => value.trim());
  const parts = known.flatMap((value) => value.split(/\s+/));
  const secrets = [...known, ...parts].filter(({ length }) => length >= secretLengthMin);
  const hide = (value: JsonValue): JsonValue => {
    if (typeof value === "string") {
      return secrets.reduce((text, secret) => text.replaceAll(secret, redacted), value);
    }
    if (Array.isArray(value)) return value.map(hide);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [String(hide(name)), hide(one)]),
    );
  };
  return hide;
}
