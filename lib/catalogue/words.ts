/** A word table as it is written down: words with white space between them. */
export function listWords(text: string): string[] {
  return text.trim().split(/\s+/);
}

const acronyms = new Set(
  listWords(`
    2fa 2sv ad acl api aws csv db dns ebs ec2 iam id ip json kms mfa oidc otp pdf pim psa
    rmm s3 saml scim siem sla ssh sso totp url vm vpc vpn`),
);

/** AWS appends its interface's date to some names: CreateFunction20150331v2. */
const versionSuffix = /(?<=[A-Za-z])20\d{6}(v\d+)?$/;

/** The words of a name, whether capitals, white space or one of . _ : / - parts them. */
export function splitWords(name: string): string[] {
  return name
    .replace(versionSuffix, "")
    .replace(/([\p{Ll}\d])(?=\p{Lu}\p{Ll})/gu, "$1 ")
    .replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 ")
    .replace(/(\p{Lu}{2})(?=\p{Lu}\p{Ll})/gu, "$1 ")
    .split(/[\s._:/-]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

/** `api_key` gives "API key", `DeleteTrail` gives "delete trail". */
export function formatWords(name: string): string {
  const words = splitWords(name);
  if (words.length === 0) return name;
  return words.map((word) => (acronyms.has(word) ? word.toUpperCase() : word)).join(" ");
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
