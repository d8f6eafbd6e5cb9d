import ipaddr from "ipaddr.js";
import { failure, type Result, success } from "@/lib/kit/result";

const lengthMax = 2048;
const ports = new Set(["", "443", "8443"]);
/** The WHATWG reading strips or turns these; another parser would see another host. */
const unclear = /[\u0000-\u0020\u007f\\]/;
const privateNames = /(^|\.)(localhost|local|internal|svc|intranet|home\.arpa)$/;

/**
 * The address of a request to the outside, or why there must be none. `allow` lists the
 * hosts, with or without a port, that the operator vouches for: on-premises systems.
 */
export function checkUrl(text: string, allow: readonly string[]): Result<URL, string> {
  if (text.length > lengthMax) return failure("is too long");
  if (unclear.test(text)) return failure("holds a space, control character or backslash");
  if (!URL.canParse(text)) return failure("is not an address");
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") {
    return failure("holds a user name or password");
  }
  if (isVouchedFor(url, allow)) {
    const isWeb = url.protocol === "https:" || url.protocol === "http:";
    return isWeb ? success(url) : failure("is not https");
  }
  if (url.protocol !== "https:") return failure("is not https");
  if (!ports.has(url.port)) return failure("has a port that is not allowed");
  const problem = findHostProblem(url.hostname);
  return problem === null ? success(url) : failure(problem);
}

/** Whether the operator vouches for a host; its addresses are then not looked at. */
export function isVouchedFor({ hostname, host }: URL, allow: readonly string[]): boolean {
  return allow.some((one) => one === hostname || one === host);
}

/** Only an address of the public internet is one to connect to: in IPv6, of 2000::/3. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  const [first = 0] = address.toByteArray();
  const isGlobal = address.kind() === "ipv4" || first >>> 5 === 1;
  return isGlobal && address.range() === "unicast";
}

function findHostProblem(hostname: string): string | null {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (ipaddr.isValid(host)) {
    return isPublicAddress(host) ? null : "is not an address of the public internet";
  }
  const isPrivate = privateNames.test(host) || !host.includes(".");
  return isPrivate ? "names a host of a private network" : null;
}
