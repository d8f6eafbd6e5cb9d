import ipaddr from "ipaddr.js";

/**
 * The address a request came from: the socket's peer, or what a trusted proxy in front of
 * it says. A forwarded address from anyone else is a claim and is not believed (T-46).
 */
export function findPeer(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: string[],
): string | null {
  const peer = normalize(socketAddress ?? "");
  if (peer === null) return null;
  const hops = (forwardedFor ?? "").split(",").map((hop) => normalize(hop.trim()));
  let found = peer;
  for (const hop of hops.reverse()) {
    if (!isTrusted(found, trustedProxies) || hop === null) return found;
    found = hop;
  }
  return found;
}

/** One form for one address: no IPv4 in octal or in one number, no zone of our own machine. */
function normalize(text: string): string | null {
  const address = text.replace(/%.*$/, "");
  const isExact =
    ipaddr.IPv6.isValid(address) || ipaddr.IPv4.isValidFourPartDecimal(address);
  return isExact ? ipaddr.process(address).toString() : null;
}

function isTrusted(address: string, trustedProxies: string[]): boolean {
  const parsed = ipaddr.parse(address);
  return trustedProxies.some((range) => {
    const [network, bits] = range.includes("/")
      ? ipaddr.parseCIDR(range)
      : [ipaddr.parse(range), null];
    if (network.kind() !== parsed.kind()) return false;
    return bits === null
      ? network.toString() === parsed.toString()
      : parsed.match([network, bits]);
  });
}
