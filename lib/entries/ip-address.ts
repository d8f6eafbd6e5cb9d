import ipaddr from "ipaddr.js";

/** `text` is the network as PostgreSQL's `cidr` takes it, with the host bits cleared. */
export type Network = { text: string; bytes: number[]; prefixLength: number };

const bracketed = /^\[([^[\]]*)\](?::(\d{1,5}))?$/;
const v4WithPort = /^([^:]*):(\d{1,5})$/;
const portMax = 65_535;

/**
 * The address as it was spelled, without a port; null for anything that PostgreSQL's
 * `inet` would read differently or not at all. Octal, hex and short forms hide who
 * somebody is.
 */
export function parseIpAddress(text: string): string | null {
  const inBrackets = bracketed.exec(text);
  if (inBrackets) {
    const [, address = "", port] = inBrackets;
    return isPort(port) && isIpv6(address) ? address : null;
  }
  const withPort = v4WithPort.exec(text);
  if (withPort) {
    const [, address = "", port] = withPort;
    return isPort(port) && isIpv4(address) ? address : null;
  }
  return isIpv4(text) || isIpv6(text) ? text : null;
}

/** An address or a CIDR filter; host bits are accepted and cleared. */
export function parseNetwork(text: string): Network | null {
  const slash = text.indexOf("/");
  const address = slash < 0 ? text : text.slice(0, slash);
  const bytes = readBytes(address);
  if (!bytes) return null;
  const bitCount = bytes.length * 8;
  const prefixLength = slash < 0 ? bitCount : readPrefix(text.slice(slash + 1), bitCount);
  if (prefixLength === null) return null;
  const masked = bytes.map((byte, place) => byte & maskByte(prefixLength, place));
  const network = ipaddr.fromByteArray(masked).toString();
  return { text: `${network}/${prefixLength}`, bytes: masked, prefixLength };
}

/** PostgreSQL's `inet <<= cidr`: an IPv4-mapped IPv6 address is in no IPv4 network. */
export function isInNetwork(ip: string, network: Network): boolean {
  const bytes = readBytes(ip);
  if (bytes?.length !== network.bytes.length) return false;
  return bytes.every(
    (byte, place) =>
      (byte & maskByte(network.prefixLength, place)) === network.bytes[place],
  );
}

function isIpv4(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text);
}

function isIpv6(text: string): boolean {
  if (!/^[0-9A-Fa-f:.]+$/.test(text) || !ipaddr.IPv6.isValid(text)) return false;
  return !text.includes(".") || isIpv4(text.slice(text.lastIndexOf(":") + 1));
}

function readBytes(text: string): number[] | null {
  if (isIpv4(text)) return ipaddr.IPv4.parse(text).toByteArray();
  return isIpv6(text) ? ipaddr.IPv6.parse(text).toByteArray() : null;
}

function readPrefix(text: string, bitCount: number): number | null {
  if (!/^(?:0|[1-9]\d{0,2})$/.test(text)) return null;
  return Number(text) <= bitCount ? Number(text) : null;
}

function maskByte(prefixLength: number, place: number): number {
  const bitCount = Math.min(8, Math.max(0, prefixLength - place * 8));
  return (0xff00 >> bitCount) & 0xff;
}

function isPort(text: string | undefined): boolean {
  return text === undefined || Number(text) <= portMax;
}
