import { z } from "zod";

export const webhookFormats = ["custody", "slack", "teams"] as const;
export type WebhookFormat = (typeof webhookFormats)[number];

/** What each is, and who checks what of it. */
export const formatWords: Record<WebhookFormat, { name: string; says: string }> = {
  custody: {
    name: "A program",
    says: "JSON, signed as Standard Webhooks says; its secret is shown once.",
  },
  slack: {
    name: "Slack",
    says: "A message in a channel: the address of an incoming webhook. Nothing is signed.",
  },
  teams: {
    name: "Microsoft Teams",
    says: "A card in a channel: the address of a workflow that posts what it gets. Nothing is signed.",
  },
};

/** A chat checks no signature: whoever knows its address may write there. */
export function isSigned(format: WebhookFormat): boolean {
  return format === "custody";
}

export type Webhook = {
  id: string;
  name: string;
  format: WebhookFormat;
  host: string;
  isEnabled: boolean;
  stoppedReason: string | null;
  /** Until when the secret before this one signs too. */
  previousUntil: Date | null;
  createdAt: Date;
};

export const deliveryStates = ["waiting", "delivered", "failed"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export type Delivery = {
  id: string;
  webhookId: string;
  ruleId: string | null;
  ruleName: string | null;
  alertId: string | null;
  state: DeliveryState;
  attemptCount: number;
  dueAt: Date;
  lastStatus: number | null;
  lastError: string | null;
  createdAt: Date;
};

export type Attempt = {
  at: Date;
  status: number | null;
  error: string | null;
  durationMs: number;
};

export const webhookIdSchema = z.string().regex(/^whk_[0-9a-f]{24}$/);
export const webhookLimits = { webhooksMax: 50, nameLengthMax: 80, rotationHours: 24 };

export const webhookNameSchema = z
  .string()
  .trim()
  .min(1, { error: "must not be empty" })
  .max(webhookLimits.nameLengthMax);

/** What is waited before each further try, in seconds: some hours of outage are no loss. */
export const pauses = [5, 60, 300, 1_800, 7_200, 18_000, 36_000, 86_400] as const;
export const attemptsMax = pauses.length + 1;
const pauseSecondsMax = 86_400;

export type Outcome =
  | { kind: "delivered"; status: number }
  | { kind: "gone"; status: number }
  | { kind: "refused"; status: number; retryAfterSeconds: number | null }
  | { kind: "unreached"; why: string };

/** What an answer means. */
export function readOutcome(status: number, retryAfter: string | null): Outcome {
  if (status >= 200 && status < 300) return { kind: "delivered", status };
  if (status === 410) return { kind: "gone", status };
  const retryAfterSeconds = parseRetryAfter(retryAfter, Date.now());
  return { kind: "refused", status, retryAfterSeconds };
}

/** Seconds, or a date (RFC 9110, section 10.2.3). */
export function parseRetryAfter(text: string | null, nowMs: number): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text.trim());
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - nowMs) / 1000));
}

/**
 * How long until the next try, or null after the last one. A fifth more or less, so that
 * what failed together does not come back together; what the receiver asks for is kept.
 */
export function pauseAfter(
  attemptCount: number,
  outcome: Outcome,
  random: () => number,
): number | null {
  const base = pauses[attemptCount - 1];
  if (base === undefined) return null;
  const jittered = base * (0.8 + 0.4 * random());
  const asked = outcome.kind === "refused" ? (outcome.retryAfterSeconds ?? 0) : 0;
  return Math.min(pauseSecondsMax, Math.max(jittered, asked));
}

export function describeOutcome(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case "delivered":
      return null;
    case "gone":
      return "the receiver says that the address is gone (410)";
    case "refused":
      return `the receiver answered ${outcome.status}`;
    case "unreached":
      return outcome.why;
  }
}
