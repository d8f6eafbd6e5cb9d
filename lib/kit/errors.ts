/** Every error a caller can meet: what HTTP says, what a person is told, and what to do. */
export const errorTable = {
  "request.malformed": {
    status: 400,
    say: "The request body is not valid JSON.",
    fix: "Send UTF-8 JSON (RFC 8259) without a byte order mark. The detail names the byte and, for NDJSON, the line.",
  },
  "request.empty": {
    status: 400,
    say: "The request holds no event.",
    fix: 'Send one event, {"events": [..]} with at least one, or at least one line of NDJSON.',
  },
  "query.invalid": {
    status: 400,
    say: "Some query parameters cannot be used.",
    fix: "The errors name each parameter and why. Nothing is ignored in silence.",
  },
  "access.unauthenticated": {
    status: 401,
    say: "A valid API key or sign-in is needed.",
    fix: "Send Authorization: Bearer cus_... with a key that is neither revoked nor expired. Keys are made with custody key create.",
  },
  "access.denied": {
    status: 403,
    say: "You may not do this.",
    fix: "The detail says what is missing. Ask an owner or admin for the role, or for a key with the scope. The refusal is in the log.",
  },
  "access.cross_site": {
    status: 403,
    say: "The request came from another site.",
    fix: "Open the page under the public address of Custody (CUSTODY_URL) and send the form from there.",
  },
  "resource.not_found": {
    status: 404,
    say: "There is nothing here.",
    fix: "Check the id. What belongs to another organization or client is not found either.",
  },
  "request.method_not_allowed": {
    status: 405,
    say: "This method is not supported here.",
    fix: "The Allow header names the methods that are.",
  },
  "request.timed_out": {
    status: 408,
    say: "The request body did not arrive in time.",
    fix: "Send the body faster or in smaller parts. Nothing was stored.",
  },
  "idempotency.conflict": {
    status: 409,
    say: "This idempotency key was used before with other content.",
    fix: "Use a new key for new content, or send the first content again to get the first answer.",
  },
  "name.taken": {
    status: 409,
    say: "This name is in use.",
    fix: "Choose another one.",
  },
  "request.too_large": {
    status: 413,
    say: "The request is too large.",
    fix: "Split the batch. A single event that is too large must leave something out. Nothing was stored.",
  },
  "request.unsupported_type": {
    status: 415,
    say: "This content type is not supported.",
    fix: "Send application/json or application/x-ndjson in UTF-8, without Content-Encoding.",
  },
  "event.invalid": {
    status: 422,
    say: "The request holds something that is refused.",
    fix: "The errors point at each value (RFC 6901). Correct them and send the whole request again: nothing of it was stored.",
  },
  "input.invalid": {
    status: 422,
    say: "Some fields need another value.",
    fix: "The errors name each field.",
  },
  "request.rate_limited": {
    status: 429,
    say: "Too many requests.",
    fix: "Wait as long as Retry-After says.",
  },
  "internal.unexpected": {
    status: 500,
    say: "Something went wrong on our side.",
    fix: "Send the request id to whoever runs this installation; the process log has the cause.",
  },
  "service.overloaded": {
    status: 503,
    say: "The service is busy. Nothing was stored.",
    fix: "Send again after Retry-After, with the same idempotency key.",
  },
  "service.unavailable": {
    status: 503,
    say: "The database cannot be reached.",
    fix: "Send again after Retry-After, with the same idempotency key: if the first try was stored after all, you get its answer.",
  },
} as const satisfies Record<string, { status: number; say: string; fix: string }>;

export type ErrorCode = keyof typeof errorTable;
export type FieldError = { pointer: string; detail: string };

export type ErrorFacts = {
  detail?: string;
  errors?: FieldError[];
  retryAfterSeconds?: number;
  allow?: string;
  cause?: unknown;
};

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, facts: ErrorFacts = {}) {
    super(facts.detail ?? errorTable[code].say, { cause: facts.cause });
    this.name = "AppError";
    this.code = code;
    this.facts = facts;
  }

  get status(): number {
    return errorTable[this.code].status;
  }
}

const unavailableStates = /^(08|53|57P)/;
const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);
/** Lock not available, serialization failure, deadlock: the next try may well succeed. */
const contendedStates = new Set(["55P03", "40001", "40P01"]);
const retrySecondsDefault = 5;

/** Gives any thrown value its place in the table; what is not known stays a 500. */
export function toAppError(thrown: unknown): AppError {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof AppError) return error;
    const code = "code" in error ? String(error.code) : "";
    if (networkCodes.has(code) || unavailableStates.test(code)) {
      return new AppError("service.unavailable", { cause: thrown });
    }
    if (contendedStates.has(code)) {
      return new AppError("service.overloaded", { cause: thrown });
    }
    if (code === "57014") {
      return new AppError("service.overloaded", {
        detail: "The query took too long. Narrow the range or add a filter.",
        cause: thrown,
      });
    }
  }
  return new AppError("internal.unexpected", { cause: thrown });
}

/** RFC 9457 problem details; the request id is what a person quotes to us. */
export function toResponse(error: AppError, requestId: string): Response {
  const { code, facts, status } = error;
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  });
  if (status === 429 || status === 503) {
    headers.set("retry-after", String(facts.retryAfterSeconds ?? retrySecondsDefault));
  }
  if (facts.allow) headers.set("allow", facts.allow);
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="custody"');
  const body = {
    type: `/docs/errors/${code}`,
    title: errorTable[code].say,
    status,
    code,
    detail: error.message,
    errors: facts.errors ?? [],
    request_id: requestId,
  };
  return new Response(JSON.stringify(body), { status, headers });
}
