import { Agent, type Dispatcher, request } from "undici";
import { checkUrl, isVouchedFor } from "./address";
import { createLookup, type Resolve } from "./lookup";

const connectMsMax = 5_000;
const totalMsMax = 15_000;
const answerBytesMax = 64 * 1024;
const headerBytesMax = 16 * 1024;

export type Outbound = {
  url: string;
  method: "GET" | "HEAD" | "PATCH" | "POST" | "PUT";
  headers?: Record<string, string>;
  body?: string | Uint8Array;
};

export type OutboundAnswer = {
  status: number;
  headers: Dispatcher.ResponseData["headers"];
  text: string;
};

export type OutboundRules = {
  /** CUSTODY_OUTBOUND_ALLOW. */
  allow: readonly string[];
  resolve?: Resolve;
};

/** Why a request did not go out or its answer was not taken; never holds what it said. */
export class OutboundError extends Error {
  override name = "OutboundError";

  constructor(
    message: string,
    /** The receiver may have done what was asked: all of it was sent, no answer is known. */
    readonly mayBeDone = false,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What fails before a connection stands, so that nothing can have been asked. */
const unconnected =
  /^(ECONNREFUSED|ENOTFOUND|ENOTPUBLIC|EAI_\w+|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|\w*_CERT\w*|ERR_TLS_\w+|ERR_SSL_\w+)$/;

function isUnconnected(thrown: unknown): boolean {
  const { code, cause } = (thrown ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === "string" && unconnected.test(code)) return true;
  return cause !== undefined && cause !== thrown && isUnconnected(cause);
}

/**
 * Every request to the outside goes through here: checked on each send, no redirect, no
 * proxy, no decompression, and little time and memory. Throws OutboundError.
 * Guarded by "no request reaches a private network, whatever its address says" in send.test.ts.
 */
export async function sendOutbound(
  { url: text, method, headers, body }: Outbound,
  { allow, resolve }: OutboundRules,
): Promise<OutboundAnswer> {
  const checked = checkUrl(text, allow);
  if (!checked.ok) throw new OutboundError(`the address ${checked.reason}`);
  const url = checked.value;
  const agent = new Agent({
    maxHeaderSize: headerBytesMax,
    connect: {
      timeout: connectMsMax,
      ...(isVouchedFor(url, allow) ? {} : { lookup: createLookup(resolve) }),
    },
  });
  try {
    const signal = AbortSignal.timeout(totalMsMax);
    const options = { method, headers, body, signal, dispatcher: agent };
    const answer = await request(url, options);
    const { statusCode: status } = answer;
    if (status >= 300 && status < 400) {
      throw new OutboundError(`the answer is a redirect (${status})`, true);
    }
    return { status, headers: answer.headers, text: await readText(answer.body) };
  } catch (thrown) {
    if (thrown instanceof OutboundError) throw thrown;
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    const message = `${url.host} could not be reached: ${why}`;
    throw new OutboundError(message, !isUnconnected(thrown), { cause: thrown });
  } finally {
    await agent.destroy();
  }
}

/** The first value of a header; null where the answer has none. */
export function readHeader({ headers }: OutboundAnswer, name: string): string | null {
  const [value = null] = [headers[name] ?? null].flat();
  return value;
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > answerBytesMax) throw new OutboundError("the answer is too long", true);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
