import { type ErrorCode, errorTable } from "./error-table";

export type FieldError = { pointer: string; detail: string };

export type ErrorFacts = {
  detail?: string;
  errors?: FieldError[];
  retryAfterSeconds?: number;
  allow?: string;
  /** The permission that is missing; a refusal by a write's own rules has none. */
  permission?: string;
  /** What was asked for by an id that is nobody's here; that somebody asked is logged. */
  unknown?: { type: string; id: string };
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
/** What db/sql/40-append.sql raises for feeds. */
const closedState = "55000";
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
    if (code === closedState) return new AppError("log.closed", { cause: thrown });
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
