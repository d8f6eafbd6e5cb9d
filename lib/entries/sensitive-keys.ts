import { isJsonObject, type JsonValue } from "@/lib/proof/json-value";

/**
 * `secret` names hide whatever they hold. The rest need a look at the value: `exact`
 * names mean a secret only when they stand alone, `container` names hold secrets but are
 * often objects with harmless parts, `countable` ones may be amounts, `ambiguous` ones
 * may be plain identifiers (the key of a tag, the sid of a policy statement).
 */
export type KeyKind =
  | "secret"
  | "exact"
  | "container"
  | "countable"
  | "ambiguous"
  | "plain";

/**
 * Whole words, written without what parts them: `api key`, `apiKey` and `API-KEY` are
 * one.
 */
const secretTerms = new Set(
  `password passwords passwd passphrase passphrases passcode passwort kennwort pwd
  mysqlpwd secret secrets token credential credentials bearer jwt otp totp otpauth
  cookie cookies setcookie apikey apikeys accesskey accesskeys secretkey secretkeys
  privatekey privatekeys encryptionkey decryptionkey signingkey masterkey sharedkey
  presharedkey
  psk authkey accountkey storagekey sshkey sessionkey recoverykey bitlockerkey
  subscriptionkey functionkey wpakey wifikey hmackey licensekey webhookkey
  accesstokens refreshtokens apitokens authtokens idtokens bearertokens sessiontokens
  recoverycode recoverycodes backupcode backupcodes verificationcode onetimecode
  pincode authcode authorizationcode codeverifier clientassertion samlresponse
  samlassertion mfaseed totpseed seedphrase mnemonic securityanswer connectionstring
  connectionstrings dbpass smtppass userpass ftppass ssn socialsecuritynumber
  creditcard cardnumber cvv cvc cardcvc iban`.split(/\s+/),
);

/** Names written as one word, `userpassword`, still end in what they hold. */
const secretEndings =
  /(?:password|passwd|passphrase|apikey|secretkey|privatekey|accesskey|token|secret)$/;

/** A name that ends so tells something about a secret, not the secret itself. */
const descriptiveWords = new Set(
  `access accessed action added age alg algorithm arn at attempt attempts audience by
  change changed changes class consent copied count counts created date days deleted
  description disabled domain enabled endpoint enforced error event expiration expire
  expired expires expiry failures fingerprint form format four generated hours id
  identifier ids in issued issuer kind label last len length lifetime limit limits
  manager max message method methods min mode name names on operation path pattern
  policies policy prefix present protection provider reason reasons removed requested
  required requirement requirements reset revoked rotated rotation rule scope scopes
  score sent set size source state status strength time timestamp ttl type types
  updated uri url usage used valid verified version viewed`.split(/\s+/),
);

/** Every sensitive name holds one of these: what holds none is told apart at once. */
export const sensitiveStems =
  `auth answer assertion bearer card code connection cookie cred cvc
  cvv dsn iban jwt kennwort key mnemonic nonce otp pass phrase pin
  psk pwd salt saml secret seed sid ssn token verifier`.split(/\s+/);
const anyStem = new RegExp(sensitiveStems.join("|"));

const soleTerms = new Map<string, KeyKind>([
  ["auth", "container"],
  ["authorization", "container"],
  ["proxyauthorization", "container"],
  ["tokens", "countable"],
  ["key", "ambiguous"],
  ["sid", "ambiguous"],
  ["pass", "exact"],
  ["pin", "exact"],
  ["salt", "exact"],
  ["nonce", "exact"],
  ["dsn", "exact"],
]);

const wordPattern = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\0-\x7f]+/g;
const wordsInTermMax = 5;

const known = new Map<string, KeyKind>();
const knownMax = 4096;
const knownLengthMax = 64;

export function classifyKey(key: string): KeyKind {
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  if (!anyStem.test(key.replace(/[^A-Za-z]+/g, "").toLowerCase())) return "plain";
  const kind = classifyWords(splitWords(key));
  if (key.length <= knownLengthMax) {
    // Names come from outside: without a bound they could fill the memory.
    if (known.size >= knownMax) known.clear();
    known.set(key, kind);
  }
  return kind;
}

/** Whether the value under this name must not be kept. Empty values hide nothing. */
export function isSecretField(key: string, value: JsonValue): boolean {
  const kind = classifyKey(key);
  if (kind === "plain" || isEmptyValue(value)) return false;
  switch (kind) {
    case "container":
      return !isJsonObject(value);
    case "countable":
      return typeof value !== "number";
    case "ambiguous":
      return typeof value === "string" && isOpaque(value);
    default:
      return true;
  }
}

/** Nobody names a thing by sixteen letters and digits in one run. */
export function isOpaque(text: string): boolean {
  const run = /[A-Za-z0-9]{16,}/.exec(text)?.[0];
  return run !== undefined && /\d.*\d/.test(run) && /[A-Za-z]/.test(run);
}

function isEmptyValue(value: JsonValue): boolean {
  if (typeof value === "object") return value === null || Object.keys(value).length === 0;
  return (
    typeof value === "boolean" || value === "" || value === "true" || value === "false"
  );
}

function splitWords(key: string): string[] {
  return (key.match(wordPattern) ?? []).map((word) => word.toLowerCase());
}

function classifyWords(words: string[]): KeyKind {
  const sole = words.length <= wordsInTermMax ? soleTerms.get(words.join("")) : undefined;
  if (sole) return sole;
  return words.some((_, start) => startsSecret(words, start)) ? "secret" : "plain";
}

function startsSecret(words: string[], start: number): boolean {
  // "1Password" is a product.
  if (words[start] === "password" && words[start - 1] === "1") return false;
  let joined = "";
  const endMax = Math.min(words.length, start + wordsInTermMax);
  for (let end = start; end < endMax; end += 1) {
    joined += words[end];
    const isSecret =
      secretTerms.has(joined) || (end === start && secretEndings.test(joined));
    if (isSecret && !isDescribed(words, end)) return true;
  }
  return false;
}

function isDescribed(words: string[], end: number): boolean {
  const rest = words.slice(end + 1).filter((word) => !/^\d/.test(word));
  return rest.includes("per") || descriptiveWords.has(rest.at(-1) ?? "");
}
