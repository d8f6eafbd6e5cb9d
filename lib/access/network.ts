import ipaddr from "ipaddr.js";

const ownBits = 64;

/** Who shares one limit: an IPv4 address, or the /64 that one IPv6 line is given. */
export function formatNetwork(ip: string | null): string {
  if (ip === null || !ipaddr.isValid(ip)) return "unknown";
  const address = ipaddr.process(ip);
  if (address.kind() === "ipv4") return address.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(
    `${address.toString()}/${ownBits}`,
  ).toString();
}
