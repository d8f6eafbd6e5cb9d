import { encodeText, formatHex } from "@/lib/proof/bytes";
import { hmacSha256, sha256 } from "@/lib/proof/hash";

export type BucketKeys = { keyId: string; secret: string; region: string };

export type SignedRequest = {
  method: string;
  url: URL;
  /** All of them are signed; the host is one of them. */
  headers: Record<string, string>;
  body: Uint8Array;
};

const algorithm = "AWS4-HMAC-SHA256";
const service = "s3";

/**
 * The headers of a request to a bucket, with its signature (AWS Signature Version 4), which
 * holds for some minutes around `at`, and for exactly these headers and this body.
 */
export function signRequest(
  { method, url, headers, body }: SignedRequest,
  { keyId, secret, region }: BucketKeys,
  at: Date,
): Record<string, string> {
  const time = formatTime(at);
  const bodyHash = formatHex(sha256(body));
  const all: Record<string, string> = {
    ...headers,
    "x-amz-content-sha256": bodyHash,
    "x-amz-date": time,
  };
  const signed = Object.entries({ ...all, host: url.host })
    .map(([name, value]): [string, string] => [name.toLowerCase(), value.trim()])
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const names = signed.map(([name]) => name).join(";");
  const canonical = [
    method,
    url.pathname.split("/").map(encodeSegment).join("/"),
    "",
    ...signed.map(([name, value]) => `${name}:${value}`),
    "",
    names,
    bodyHash,
  ].join("\n");
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const toSign = [algorithm, time, scope, formatHex(sha256(encodeText(canonical)))];
  const signature = formatHex(
    hmac(deriveKey(secret, { time, region }), toSign.join("\n")),
  );
  const credential = `Credential=${keyId}/${scope}`;
  return {
    ...all,
    authorization: `${algorithm} ${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

function deriveKey(
  secret: string,
  { time, region }: { time: string; region: string },
): Uint8Array {
  const steps = [time.slice(0, 8), region, service, "aws4_request"];
  return steps.reduce(hmac, encodeText(`AWS4${secret}`));
}

function hmac(key: Uint8Array, text: string): Uint8Array {
  return hmacSha256(key, encodeText(text));
}

function formatTime(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** encodeURIComponent leaves a few characters that the signature wants encoded. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(decodeURIComponent(segment)).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
