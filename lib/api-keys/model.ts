import { z } from "zod";
import type { keyScopes } from "@/lib/access/policy";
import { isInNetwork, parseNetwork } from "@/lib/entries/ip-address";

export const scopeWords: Record<(typeof keyScopes)[number], string> = {
  "events:write": "Send events: only adds, reads nothing",
  "audit:read": "Read the log: entries, proofs, the live stream",
  "audit:export": "Export: whole ranges of the log at a time",
};

/** How long the old key still works beside the new one, in hours. */
export const overlapHours = [0, 1, 24, 168] as const;

const networksMax = 50;

export const networksSchema = z
  .array(
    z.string().refine((text) => parseNetwork(text) !== null, {
      error: "must be an address or a range such as 203.0.113.0/24",
    }),
  )
  .max(networksMax);

/** One address or range a line; commas do as well. */
export function parseNetworkLines(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== "");
}

/** Whether a key may be used from an address; a list that is empty means any. */
export function isFromAllowed(allowedIps: string[], ip: string | null): boolean {
  if (allowedIps.length === 0) return true;
  return allowedIps.some((text) => {
    const network = parseNetwork(text);
    return network !== null && ip !== null && isInNetwork(ip, network);
  });
}

export type KeyState = "active" | "revoked" | "expired";

export function stateOf(
  { revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date | null },
  now: Date,
): KeyState {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && expiresAt <= now ? "expired" : "active";
}
