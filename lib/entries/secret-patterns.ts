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
  literals: readonly string[],
  expression: RegExp,
  replacement = redacted,
): SecretPattern {
  const redact = (text: string) => text.replace(expression, replacement);
  return { kind, literals, redact };
}

const keyName = "[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----";
const privateKey = new RegExp(
  String.raw`-----BEGIN ${keyName}(?=[^-]{4})[\s\S]*?(?:-----END ${keyName}|$)`,
  "g",
);

/** JSON inside a text writes line ends as `\n`: that `n` does not belong to a token. */
const jwt = /(?<=^|[^\w-]|\\[nrt])eyJ[\w-]{10,}\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]*)?/g;

/** Whoever knows such an address may post to it. */
const webhookHosts = [
  String.raw`hooks\.slack\.com\/(?:services|workflows|triggers)`,
  String.raw`discord(?:app)?\.com\/api\/webhooks\/\d{5,25}`,
  String.raw`webhook\.office\.com\/webhookb2`,
  String.raw`hooks\.zapier\.com\/hooks\/catch`,
];
const webhookUrl = new RegExp(
  String.raw`((?:${webhookHosts.join("|")})\/)[^\s"'<>?#\\]{8,}`,
  "gi",
);

/** `curl -u name:password`; two numbers are a user and a group, as Docker takes them. */
const optionUser =
  /((?<!\S)(?:-u|--user) {1,4}["']?[^\s:"']{1,128}:)(?!\d+(?:\s|$))[^\s"']{1,512}/g;

const structures: readonly SecretPattern[] = [
  pattern("private_key", ["PRIVATE"], privateKey),
  pattern("putty_key", ["PuTTY-User-Key-File"], /PuTTY-User-Key-File-\d[\s\S]*/g),
  { kind: "cookie_header", literals: ["cookie"], redact: redactCookies },
  {
    kind: "authorization_header",
    literals: ["authorization"],
    redact: redactAuthorization,
  },
  { kind: "bearer", literals: ["bearer ", "ssws "], redact: redactBearer },
  { kind: "basic", literals: ["basic "], redact: redactBasic },
  pattern("jwt", ["eyJ"], jwt),
  { kind: "url_user", literals: ["://"], redact: redactUrlUsers },
  pattern("option_user", ["-u ", "--user "], optionUser, `$1${redacted}`),
  pattern(
    "webhook_url",
    ["hooks.slack", "discord", "webhook.office", "hooks.zapier"],
    webhookUrl,
    `$1${redacted}`,
  ),
];

const environments = ["live", "test", "prod", "dev", "staging", "sandbox", "demo"];
const environmentKey = new RegExp(
  `(?<![A-Za-z0-9])(?!pk_)[a-z]{2,12}_(?:${environments.join("|")})_[A-Za-z0-9]{20,}`,
  "g",
);

/** `name_live_` and a long random tail: how most services shape their keys today. */
const environmentKeys: SecretPattern = {
  kind: "environment_key",
  literals: environments.map((environment) => `_${environment}_`),
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
