import { parseNetwork } from "@/lib/entries/ip-address";

const v4Bits = 24;
const v6Bits = 48;

/** The neighbourhood of an address: who moves within it has not gone anywhere. */
export function networkOf(ip: string): string | null {
  const bits = ip.includes(":") ? v6Bits : v4Bits;
  return parseNetwork(`${ip}/${bits}`)?.text ?? null;
}
