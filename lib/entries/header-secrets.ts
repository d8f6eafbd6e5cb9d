import { redacted } from "@/lib/entries/redaction-mark";

const schemes =
  "bearer|basic|digest|negotiate|ntlm|token|apikey|bot|ssws|geniekey|splunk";
const authorization = new RegExp(
  `(authorization\\\\*["']?\\s{0,4}[:=]\\s{0,4}\\\\*["']?(?:(?:${schemes})\\s{1,4})?)` +
    `([^\\s"',;\\\\]+)`,
  "gi",
);
const bearer = /(?<![\w-])((?:bearer|ssws)\s{1,4})([\w.~+/=-]{16,})/gi;
const basic = /(?<![\w-])(basic\s{1,4})([A-Za-z0-9+/_-]{8,}={0,2})/gi;
const cookieLine = /(?<![\w-])((?:set-)?cookie2?\\*["']?\s{0,4}[:=]\s{0,4})([^\r\n]+)/gi;
const cookiePair = /(?<![^\s=;,"'\\])([^\s=;,"'\\]+)=([^\s;,"'\\]+)/g;
const cookieAttributes = new Set(["path", "domain", "expires", "max-age", "samesite"]);

/** Keeps the scheme, `Authorization: Bearer [REDACTED]`: it says how somebody came in. */
export function redactAuthorization(text: string): string {
  return text.replace(authorization, (match, head: string, value: string) =>
    value === redacted || /^(?:required|failed|denied)$/i.test(value)
      ? match
      : head + redacted,
  );
}

export function redactBearer(text: string): string {
  return text.replace(bearer, (match, head: string, value: string) =>
    /\d/.test(value) ? head + redacted : match,
  );
}

export function redactBasic(text: string): string {
  return text.replace(basic, (match, head: string, value: string) =>
    isUserAndPassword(value) ? head + redacted : match,
  );
}

/** Keeps the names of cookies and the attributes of Set-Cookie. */
export function redactCookies(text: string): string {
  return text.replace(
    cookieLine,
    (_, head: string, line: string) =>
      head +
      line.replace(cookiePair, (pair, name: string) =>
        cookieAttributes.has(name.toLowerCase()) ? pair : `${name}=${redacted}`,
      ),
  );
}

/** "Basic authentication" is prose; only base64 of `user:password` is a credential. */
function isUserAndPassword(base64: string): boolean {
  try {
    return /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(
      atob(base64.replaceAll("-", "+").replaceAll("_", "/")),
    );
  } catch {
    return false;
  }
}
