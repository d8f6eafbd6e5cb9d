import { z } from "zod";
import type { Actor } from "@/lib/entries/model";
import type { WriteBackKind } from "@/lib/integrations/product";
import { idPattern } from "@/lib/integrations/settings";
import type { JsonValue } from "@/lib/proof/json-value";

export type Kind = WriteBackKind | "test";

/** Unsure: it was sent and no answer is known, so a person has to look. */
export const states = ["waiting", "sending", "done", "failed", "unsure"] as const;
export type State = (typeof states)[number];

export type WriteBack = {
  id: string;
  integrationId: string;
  integrationName: string;
  kind: Kind;
  alertId: string | null;
  openerId: string | null;
  actor: Actor;
  ticketId: string | null;
  state: State;
  attemptCount: number;
  dueAt: Date;
  lastError: string | null;
  entryId: string | null;
  createdAt: Date;
};

type Words = {
  /** What was done, of a ticket whose number may be known. */
  done: (ticket: string) => string;
  /** What is to be done. */
  undone: string;
  /** Of its entry. */
  action: string;
};

export const kindWords: Record<Kind, Words> = {
  test: { done: () => "answered", undone: "answer", action: "integration.tested" },
  create_ticket: {
    done: (ticket) => `created ${ticket}`,
    undone: "create a ticket",
    action: "integration.ticket_created",
  },
  set_status: {
    done: (ticket) => `changed the status of ${ticket}`,
    undone: "change a ticket's status",
    action: "integration.ticket_status_changed",
  },
  acknowledge: {
    done: (ticket) => `noted on ${ticket} that the alert was acknowledged`,
    undone: "note that an alert was acknowledged",
    action: "integration.alert_acknowledged",
  },
  add_time: {
    done: (ticket) => `added time to ${ticket}`,
    undone: "add time to a ticket",
    action: "integration.time_entry_added",
  },
};

/** Done twice it changes nothing, so where nothing is known it is done again. */
export function isRepeatable(kind: Kind): boolean {
  return kind === "set_status" || kind === "test";
}

export const writeBackIdSchema = z.string().regex(/^wbk_[0-9a-f]{24}$/);
export const ticketIdSchema = z
  .string()
  .trim()
  .regex(idPattern, { error: "is not the number of a ticket" });
export const writeBackLimits = { minutesMax: 24 * 60, textLengthMax: 2_000 };

/** What was asked, and what came back; null where nothing did. */
export type Exchange = {
  request: JsonValue;
  response: JsonValue;
  status: number | null;
};

/** Of what never left. */
export const unanswered: Exchange = { request: null, response: null, status: null };

export type Verdict =
  | { kind: "done"; ticketId: string | null }
  /** Certainly not done, and worth another try. */
  | { kind: "later"; why: string; retryAfterSeconds: number | null }
  | { kind: "failed"; why: string }
  | { kind: "unsure"; why: string };

type Answered = {
  status: number;
  /** Why it refused, in the product's words. */
  problem: string | null;
  /** Of a ticket that was made. */
  ticketId: string | null;
  retryAfterSeconds: number | null;
};

/** What an answer means for a call that must not be made twice. */
export function judgeAnswer(kind: Kind, answered: Answered): Verdict {
  const { status, problem, ticketId, retryAfterSeconds } = answered;
  const why = describeAnswer(status, problem);
  if (status >= 200 && status < 300) {
    if (kind !== "create_ticket" || ticketId !== null) return { kind: "done", ticketId };
    return {
      kind: "unsure",
      why: "it was taken, but the answer has no ticket number where one should stand",
    };
  }
  if (status === 429 || status === 503) return { kind: "later", why, retryAfterSeconds };
  const isRefused = status < 500 || problem !== null;
  return isRefused ? { kind: "failed", why } : judgeUnknown(kind, why);
}

/** Nobody knows whether it was done. */
export function judgeUnknown(kind: Kind, why: string): Verdict {
  return isRepeatable(kind)
    ? { kind: "later", why, retryAfterSeconds: null }
    : { kind: "unsure", why };
}

function describeAnswer(status: number, problem: string | null): string {
  const said = problem === null ? "" : `: ${problem}`;
  return `it answered ${status}${said}`.slice(0, 500);
}
