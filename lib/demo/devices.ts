import type { Client } from "./cast";
import type { Random } from "./random";

const kinds = ["WS", "LT", "WS", "LT", "WS", "SRV", "POS"] as const;

export function deviceAt(client: Client, at: number) {
  const kind = kinds[at % kinds.length] ?? kinds[0];
  const name = `${client.prefix}-${kind}-${String(at + 1).padStart(3, "0")}`;
  return { type: "device", id: `dev_${client.slug}_${at + 1}`, name };
}

export function pickDevice(client: Client, random: Random) {
  return deviceAt(client, random.int(0, client.deviceCount - 1));
}

/** Neighbours in the list: what a group in an RMM looks like. */
export function pickDevices(client: Client, random: Random, countMax: number) {
  const count = random.int(2, Math.min(countMax, client.deviceCount));
  const first = random.int(0, client.deviceCount - count);
  return Array.from({ length: count }, (_, at) => deviceAt(client, first + at));
}
