import { z } from "zod";

export const channels = ["webhook", "syslog", "otlp", "splunk", "bucket"] as const;
export type Channel = (typeof channels)[number];

export const forms = ["custody", "ocsf", "ecs", "cef"] as const;
export type Form = (typeof forms)[number];

type Words = { name: string; says: string; address: string };

export const channelWords: Record<Channel, Words> = {
  webhook: {
    name: "Webhook batches",
    says: "JSON lists over https, signed as Standard Webhooks says.",
    address: "https://siem.example.com/custody",
  },
  syslog: {
    name: "Syslog",
    says: "RFC 5424 over TLS; plain TCP only to hosts the operator vouches for.",
    address: "tls://syslog.example.com:6514",
  },
  otlp: {
    name: "OpenTelemetry logs",
    says: "OTLP over HTTP, as JSON.",
    address: "https://otel.example.com/v1/logs",
  },
  splunk: {
    name: "Splunk HTTP Event Collector",
    says: "Events with Splunk's own envelope and token.",
    address: "https://splunk.example.com:8443/services/collector/event",
  },
  bucket: {
    name: "S3-compatible bucket",
    says: "Objects of NDJSON, compressed with gzip, named by the places they hold.",
    address: "https://bucket.s3.eu-central-1.amazonaws.com/custody",
  },
};

export const formWords: Record<Form, { name: string; says: string }> = {
  custody: { name: "Custody", says: "Each entry as the API gives it, hashes included." },
  ocsf: { name: "OCSF 1.3", says: "Open Cybersecurity Schema Framework." },
  ecs: { name: "ECS 8", says: "Elastic Common Schema." },
  cef: { name: "CEF", says: "ArcSight's Common Event Format; for syslog." },
};

/** CEF is lines of text, which only syslog carries. */
export function isFormOf(form: Form, channel: Channel): boolean {
  return form !== "cef" || channel === "syslog";
}

/** A key somebody types, one that we make and show once, or none. */
export function secretOf(channel: Channel): "typed" | "made" | "none" {
  if (channel === "webhook") return "made";
  return channel === "syslog" ? "none" : "typed";
}

export type Feed = {
  id: string;
  name: string;
  channel: Channel;
  form: Form;
  query: string;
  host: string;
  isEnabled: boolean;
  nextIdx: number;
  sentCount: number;
  deliveredAt: Date | null;
  healthyAt: Date | null;
  failureCount: number;
  failingSince: Date | null;
  lastError: string | null;
  createdAt: Date;
};

export type FeedState = "paused" | "failing" | "behind" | "healthy";

const behindMs = 120_000;

/** Healthy: within the last two minutes it delivered, or had nothing to deliver. */
export function stateOfFeed(
  feed: Pick<Feed, "isEnabled" | "failingSince" | "healthyAt" | "createdAt">,
  now: number,
): FeedState {
  if (!feed.isEnabled) return "paused";
  if (feed.failingSince !== null) return "failing";
  const seen = feed.healthyAt ?? feed.createdAt;
  return now - +seen > behindMs ? "behind" : "healthy";
}

/** What a receiver of a bucket is known by. */
export const bucketKeysSchema = z.strictObject({
  keyId: z.string().trim().min(1, { error: "must not be empty" }).max(256),
  secret: z.string().trim().min(1, { error: "must not be empty" }).max(1_024),
  region: z.string().trim().min(1, { error: "must not be empty" }).max(64),
});
export type BucketKeys = z.infer<typeof bucketKeysSchema>;

export const feedForm = "feed";
export const feedIdSchema = z.string().regex(/^feed_[0-9a-f]{24}$/);
export const feedLimits = { feedsMax: 20, nameLengthMax: 80, entriesMax: 500 };
export const feedNameSchema = z
  .string()
  .trim()
  .min(1, { error: "must not be empty" })
  .max(feedLimits.nameLengthMax);

const pauses = [5, 30, 120, 300, 600] as const;

/** Until the next try, in seconds: a receiver that is down gets everything when it is up. */
export function pauseAfterFailures(count: number, random: () => number): number {
  const base = pauses[Math.min(count, pauses.length) - 1] ?? pauses[0];
  return base * (0.8 + 0.4 * random());
}
