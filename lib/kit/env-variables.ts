import { z } from "zod";

export const secretLengthMin = 32;

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

/** What the environment may say, each with the shape it must have. */
export const variables = {
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
  CUSTODY_WITNESSES: word,
  CUSTODY_ANCHOR_DIR: word,
  CUSTODY_ANCHOR_S3: address(
    ["https:", "http:"],
    "https://bucket.s3.eu-central-1.amazonaws.com/custody",
  ),
  CUSTODY_ANCHOR_S3_REGION: word,
  CUSTODY_ANCHOR_S3_KEY_ID: word,
  CUSTODY_ANCHOR_S3_SECRET: word,
  CUSTODY_ANCHOR_S3_DAYS: z.coerce
    .number({ error: "must be a whole number of days, at least 1" })
    .int({ error: "must be a whole number of days, at least 1" })
    .min(1, { error: "must be a whole number of days, at least 1" }),
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
