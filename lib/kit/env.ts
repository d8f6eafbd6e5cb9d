import { z } from "zod";
import { failure, type Result, success } from "@/lib/kit/result";

export const secretLengthMin = 32;

export const loginNames = ["app", "worker", "sealer", "pruner", "verifier"] as const;
export type LoginName = (typeof loginNames)[number];
export type LoginUrls = Record<LoginName, string>;

const word = z.string().min(1);
const onOrOff = z.enum(["on", "off"], { error: 'must be "on" or "off"' });
const list = z.string().transform((value) =>
  value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);

function address(protocols: string[], example: string) {
  return z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      { error: `must be an address such as ${example}` },
    );
}

const postgresAddress = address(
  ["postgres:", "postgresql:"],
  "postgres://user:password@host:5432/database",
);
const webAddress = address(["https:", "http:"], "https://audit.example.com");

const variables = {
  PORT: z.coerce
    .number({ error: "must be a whole number from 1 to 65535" })
    .int({ error: "must be a whole number from 1 to 65535" })
    .min(1, { error: "must be a whole number from 1 to 65535" })
    .max(65_535, { error: "must be a whole number from 1 to 65535" }),
  DATABASE_URL: postgresAddress,
  AUTH_SECRET: z.string().min(secretLengthMin, {
    error: `must have at least ${secretLengthMin} characters; make one with: openssl rand -base64 48, or leave it out and Custody makes one`,
  }),
  SMTP_URL: address(["smtp:", "smtps:"], "smtps://user:password@mail.example.com:465"),
  MAIL_FROM: z.string().regex(/[^\s@]+@[^\s@]+/, {
    error: 'must be an e-mail address such as "Custody <audit@example.com>"',
  }),
  OIDC_ISSUER: webAddress,
  OIDC_CLIENT_ID: word,
  OIDC_CLIENT_SECRET: word,
  OIDC_NAME: word,
  TRUSTED_PROXIES: list.refine((items) => items.every(isAddressRange), {
    error: "must be IP addresses or ranges, separated by commas, such as 10.0.0.0/8,::1",
  }),
  CUSTODY_OUTBOUND_ALLOW: list,
  CUSTODY_DIR: word,
  CUSTODY_URL: webAddress,
  CUSTODY_ORIGIN: z.string().regex(/^[a-z0-9][a-z0-9.-]*(\/[A-Za-z0-9._-]+)*$/, {
    error: "must be a name without spaces such as audit.example.com/custody1",
  }),
  CUSTODY_ENCRYPTION_KEY: z.string().refine(isEncryptionKey, {
    error:
      "must be 32 random bytes in base64; make one with: openssl rand -base64 32, or leave it out and Custody makes one",
  }),
  CUSTODY_SIGNING_KEY_FILE: word,
  CUSTODY_WORKER: onOrOff,
  CUSTODY_DEMO: onOrOff,
  CUSTODY_APP_DATABASE_URL: postgresAddress,
  CUSTODY_WORKER_DATABASE_URL: postgresAddress,
  CUSTODY_SEALER_DATABASE_URL: postgresAddress,
  CUSTODY_PRUNER_DATABASE_URL: postgresAddress,
  CUSTODY_VERIFIER_DATABASE_URL: postgresAddress,
  CUSTODY_TEST_DATABASE_URL: postgresAddress,
};

type Name = keyof typeof variables;
type Values = { [K in Name]?: z.output<(typeof variables)[K]> };
type Source = Record<string, string | undefined>;

export type Oidc = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  name: string;
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

function isAddressRange(text: string): boolean {
  const [ip = "", bits, more] = text.split("/");
  if (more !== undefined) return false;
  const isFour = z.ipv4().safeParse(ip).success;
  if (!isFour && !z.ipv6().safeParse(ip).success) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (isFour ? 32 : 128))
  );
}

function isEncryptionKey(text: string): boolean {
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text);
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
