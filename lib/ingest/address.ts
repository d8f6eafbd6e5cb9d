import ipaddr from "ipaddr.js";

const bracketed = /^\[([^\]]+)\](?::\d+)?$/;
const v4WithPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/;

/** A real address without its port, or null: "AWS Internal" is a word, not an address. */
export function addressOf(text: string | null): string | null {
  if (text === null) return null;
  const trimmed = text.trim();
  const bare = bracketed.exec(trimmed)?.[1] ?? v4WithPort.exec(trimmed)?.[1] ?? trimmed;
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return bare;
  return ipaddr.IPv6.isValid(bare) ? bare : null;
}
