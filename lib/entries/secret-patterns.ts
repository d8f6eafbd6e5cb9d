import { redactAssignments } from "@/lib/entries/assignments";
import {
  redactAuthorization,
  redactBasic,
  redactBearer,
  redactCookies,
} from "@/lib/entries/header-secrets";
import { redacted } from "@/lib/entries/redaction-mark";
import { sensitiveStems } from "@/lib/entries/sensitive-keys";
import { redactUrlUsers } from "@/lib/entries/url-users";
import { vendorTokens } from "@/lib/entries/vendor-tokens";

export type SecretPattern = {
  kind: string;
  /** One of them occurs, in any ASCII case, wherever the pattern can match. */
  literals: readonly string[];
  redact: (text: string) => string;
};

/** `$1` is what may stay in front of a secret. */
function pattern(
  kind: string,
  literals: string,
  expression: RegExp,
  replacement = redacted,
): SecretPattern {
  const redact = (text: string) => text.replace(expression, replacement);
  return { kind, literals: literals.split(" "), redact };
}

const structures: readonly SecretPattern[] = [
  pattern(
    "private_key",
    "PRIVATE",
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?=[^-]{8})[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  ),
  pattern("putty_key", "PuTTY-User-Key-File", /PuTTY-User-Key-File-\d[\s\S]*/g),
  { kind: "cookie_header", literals: ["cookie"], redact: redactCookies },
  {
    kind: "authorization_header",
    literals: ["authorization"],
    redact: redactAuthorization,
  },
  { kind: "bearer", literals: ["bearer ", "ssws "], redact: redactBearer },
  { kind: "basic", literals: ["basic "], redact: redactBasic },
  pattern(
    "jwt",
    "eyJ",
    /(?<=^|[^\w-]|\\[nrt])eyJ[\w-]{10,}\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]*)?/g,
  ),
  { kind: "url_user", literals: ["://"], redact: redactUrlUsers },
  pattern(
    "webhook_url",
    "hooks.slack.com/ discord.com/api/webhooks discordapp.com/api/webhooks webhook.office.com hooks.zapier.com",
    /((?:hooks\.slack\.com\/(?:services|workflows|triggers)|discord(?:app)?\.com\/api\/webhooks\/\d{5,25}|webhook\.office\.com\/webhookb2|hooks\.zapier\.com\/hooks\/catch)\/)[^\s"'<>?#\\]{8,}/gi,
    `$1${redacted}`,
  ),
];

const environmentKey =
  /(?<![A-Za-z0-9])(?!pk_)[a-z]{2,12}_(?:live|test|prod|dev|staging|sandbox|demo)_[A-Za-z0-9]{20,}/g;

/** `name_live_` and a long random tail: how most services shape their keys today. */
const environmentKeys: SecretPattern = {
  kind: "environment_key",
  literals: ["_live_", "_test_", "_prod_", "_dev_", "_staging_", "_sandbox_", "_demo_"],
  redact: (text) =>
    text.replace(environmentKey, (match) => (/\d/.test(match) ? redacted : match)),
};

/** A letter or digit in front would make it a part of some longer, other thing. */
const tokens: readonly SecretPattern[] = vendorTokens.map(
  ({ kind, literals, source }) => {
    const expression = new RegExp(`(?<![A-Za-z0-9])${source}`, "g");
    return { kind, literals, redact: (text) => text.replace(expression, redacted) };
  },
);

const assignments: SecretPattern = {
  kind: "assignment",
  literals: [...sensitiveStems, "sig"],
  redact: redactAssignments,
};

/** In the order they are applied: structures first, so that they keep what may stay. */
export const secretPatterns: readonly SecretPattern[] = [
  ...structures,
  ...tokens,
  environmentKeys,
  assignments,
];
