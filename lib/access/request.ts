import type { Context } from "@/lib/entries/model";

/** Set by our own server from the socket and the trusted proxies; senders cannot forge it. */
export const peerHeader = "x-custody-peer";
export const requestIdHeader = "x-custody-request-id";
export const pathHeader = "x-custody-path";

const userAgentLengthMax = 1024;

export function readContext(headers: Headers): Context {
  const userAgent = headers.get("user-agent");
  return {
    ip: headers.get(peerHeader),
    user_agent: userAgent === null ? null : userAgent.slice(0, userAgentLengthMax),
    session_id: null,
    request_id: headers.get(requestIdHeader),
  };
}

/** As a browser writes paths: visible ASCII, without the backslash it reads as a slash. */
const ownPath = /^\/(?![/\\])[!-[\]-~]*$/;
const pathLengthMax = 4096;

/** A path of our own, or the fallback: never another site, whatever the text tries. */
export function parseNextPath(
  text: string | null,
  base: string,
  fallback: string,
): string {
  if (text === null || text.length > pathLengthMax || !ownPath.test(text))
    return fallback;
  const url = new URL(text, base);
  if (url.origin !== new URL(base).origin || url.pathname.startsWith("//"))
    return fallback;
  return url.pathname + url.search + url.hash;
}

/** Forms of our pages only: a browser says where a request came from. */
export function isSameOrigin(headers: Headers, base: string): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  return headers.get("origin") === new URL(base).origin;
}

/** The address a person sees: without what the router adds when it asks for a part. */
export function formatPagePath(url: string): string {
  return url.replace(/([?&])_rsc=[^&]*(&?)/, (_found, before, after) =>
    after === "" ? "" : before,
  );
}
