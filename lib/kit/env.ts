import type { z } from "zod";
import { failure, type Result, success } from "@/lib/kit/result";
import { variables } from "./env-variables";

export const loginNames = ["app", "worker", "sealer", "pruner", "verifier"] as const;
export type LoginName = (typeof loginNames)[number];
export type LoginUrls = Record<LoginName, string>;

type Name = keyof typeof variables;
type Values = { [K in Name]?: z.output<(typeof variables)[K]> };
type Source = Record<string, string | undefined>;

export type Oidc = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  name: string;
};

export type BucketSettings = {
  url: string;
  keyId: string;
  secret: string;
  region: string;
  lockDays: number;
};

export type Environment = {
  port: number;
  url: string;
  dir: string;
  origin: string | null;
  databaseUrl: string | null;
  logins: Partial<LoginUrls>;
  authSecret: string | null;
  encryptionKey: string | null;
  signingKeyFile: string | null;
  outboundAllow: string[];
  /** A C2SP tlog-policy whose witnesses, with their addresses, are asked to sign. */
  witnessesFile: string | null;
  /** A folder outside this machine's own disks that gets every checkpoint. */
  anchorDir: string | null;
  /** A bucket of the S3 kind that gets every checkpoint, locked. */
  bucket: BucketSettings | null;
  trustedProxies: string[];
  mail: { smtpUrl: string; from: string } | null;
  oidc: Oidc | null;
  worker: "on" | "off" | null;
  demo: "on" | "off" | null;
  telemetry: Record<string, string>;
};

export function readEnvironment(source: Source): Result<Environment, string[]> {
  const given = Object.entries(source).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== "",
  );
  const { values, problems } = parseValues(given);
  const all = [...problems, ...findUnknown(given), ...findHalves(source)];
  return all.length > 0 ? failure(all) : success(toEnvironment(values, given));
}

function parseValues(given: [string, string][]): { values: Values; problems: string[] } {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, value] of given) {
    if (!isKnown(name)) continue;
    const parsed = variables[name].safeParse(value);
    if (parsed.success) values[name] = parsed.data;
    else problems.push(`${name} ${parsed.error.issues[0]?.message ?? "is not valid"}`);
  }
  return { values, problems };
}

function findUnknown(given: [string, string][]): string[] {
  return given
    .filter(([name]) => name.startsWith("CUSTODY_") && !isKnown(name))
    .map(
      ([name]) => `${name} is not a setting; remove it or correct its name${hint(name)}`,
    );
}

/** Settings that mean something only together. */
function findHalves(source: Source): string[] {
  const sets: Name[][] = [
    ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
    ["SMTP_URL", "MAIL_FROM"],
    ["CUSTODY_ANCHOR_S3", "CUSTODY_ANCHOR_S3_KEY_ID", "CUSTODY_ANCHOR_S3_SECRET"],
  ];
  return sets.flatMap((names) => {
    const missing = names.filter((name) => !source[name]);
    const present = names.filter((name) => source[name]);
    if (missing.length === 0 || present.length === 0) return [];
    return [
      `${missing.join(", ")} must be set too, because ${present.join(", ")} is set`,
    ];
  });
}

function toEnvironment(values: Values, given: [string, string][]): Environment {
  const port = values.PORT ?? 3000;
  return {
    port,
    url: (values.CUSTODY_URL ?? `http://localhost:${port}`).replace(/\/+$/, ""),
    dir: values.CUSTODY_DIR ?? ".custody",
    origin: values.CUSTODY_ORIGIN ?? null,
    databaseUrl: values.DATABASE_URL ?? null,
    logins: toLogins(values),
    authSecret: values.AUTH_SECRET ?? null,
    encryptionKey: values.CUSTODY_ENCRYPTION_KEY ?? null,
    signingKeyFile: values.CUSTODY_SIGNING_KEY_FILE ?? null,
    outboundAllow: values.CUSTODY_OUTBOUND_ALLOW ?? [],
    witnessesFile: values.CUSTODY_WITNESSES ?? null,
    anchorDir: values.CUSTODY_ANCHOR_DIR ?? null,
    bucket: toBucket(values),
    trustedProxies: values.TRUSTED_PROXIES ?? [],
    mail: toMail(values),
    oidc: toOidc(values),
    worker: values.CUSTODY_WORKER ?? null,
    demo: values.CUSTODY_DEMO ?? null,
    telemetry: Object.fromEntries(given.filter(([name]) => name.startsWith("OTEL_"))),
  };
}

function toLogins(values: Values): Partial<LoginUrls> {
  return {
    app: values.CUSTODY_APP_DATABASE_URL,
    worker: values.CUSTODY_WORKER_DATABASE_URL,
    sealer: values.CUSTODY_SEALER_DATABASE_URL,
    pruner: values.CUSTODY_PRUNER_DATABASE_URL,
    verifier: values.CUSTODY_VERIFIER_DATABASE_URL,
  };
}

function toMail({ SMTP_URL, MAIL_FROM }: Values): Environment["mail"] {
  return SMTP_URL && MAIL_FROM ? { smtpUrl: SMTP_URL, from: MAIL_FROM } : null;
}

const bucketRegion = "us-east-1";
const bucketLockDays = 3_653;

function toBucket(values: Values): BucketSettings | null {
  const { CUSTODY_ANCHOR_S3: url, CUSTODY_ANCHOR_S3_KEY_ID: keyId } = values;
  const { CUSTODY_ANCHOR_S3_SECRET: secret } = values;
  if (!url || !keyId || !secret) return null;
  const region = values.CUSTODY_ANCHOR_S3_REGION ?? bucketRegion;
  const lockDays = values.CUSTODY_ANCHOR_S3_DAYS ?? bucketLockDays;
  return { url, keyId, secret, region, lockDays };
}

function toOidc(values: Values): Oidc | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = values;
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: OIDC_NAME ?? new URL(OIDC_ISSUER).hostname,
  };
}

function isKnown(name: string): name is Name {
  return Object.hasOwn(variables, name);
}

function hint(name: string): string {
  const near = Object.keys(variables).find(
    (known) => known.startsWith("CUSTODY_") && differingLetters(known, name) <= 3,
  );
  return near ? ` (did you mean ${near}?)` : "";
}

/** Counts letters one name has more of than the other: enough to spot a typing error. */
function differingLetters(one: string, other: string): number {
  const rest = [...other];
  let missing = 0;
  for (const letter of one) {
    const at = rest.indexOf(letter);
    if (at === -1) missing += 1;
    else rest.splice(at, 1);
  }
  return missing + rest.length;
}
