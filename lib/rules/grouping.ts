import type { Entry } from "@/lib/entries/model";
import { formatTerms } from "@/lib/entries/terms";

export const groupings = [
  "none",
  "actor",
  "ip",
  "network",
  "client",
  "target",
  "action",
  "vendor",
  "key",
] as const;
export type Grouping = (typeof groupings)[number];

export const groupingWords: Record<Grouping, string> = {
  none: "everything together",
  actor: "actor",
  ip: "IP address",
  network: "network",
  client: "client",
  target: "record",
  action: "action",
  vendor: "vendor",
  key: "API key",
};

/** What an entry is counted under; null where it has no such value and is not counted. */
export function groupOf(entry: Entry, grouping: Grouping): string | null {
  const { actor, context, target } = entry;
  switch (grouping) {
    case "none":
      return "";
    case "actor":
      return actor.id ?? actor.email;
    case "ip":
      return context.ip;
    case "network":
      return context.ip === null ? null : networkOf(context.ip);
    case "client":
      return entry.client ?? "internal";
    case "target":
      return target?.id == null ? null : JSON.stringify([target.type, target.id]);
    case "action":
      return entry.action;
    case "vendor":
      return entry.vendor;
    case "key":
      return entry.key_id;
  }
}

/** The part of the log's address that selects a group's entries. */
export function addressOf(grouping: Grouping, group: string): [string, string][] {
  const term = (text: string) => formatTerms({ include: [text], exclude: [] });
  switch (grouping) {
    case "none":
      return [];
    case "target": {
      const [type = "", id = ""] = JSON.parse(group) as string[];
      return [
        ["entity", term(type)],
        ["id", term(id)],
      ];
    }
    case "network":
      return [["ip", term(group)]];
    case "key":
      return [["actor", term(`api:${group}`)]];
    default:
      return [[grouping, term(group)]];
  }
}

/** A group in words, for people. */
export function describeGroup(grouping: Grouping, group: string): string {
  if (grouping === "none") return "";
  if (grouping !== "target") return group;
  const [type = "", id = ""] = JSON.parse(group) as string[];
  return `${type} ${id}`;
}

/** Neighbours of one provider: /24, and /48 of IPv6. */
function networkOf(ip: string): string {
  if (!ip.includes(":")) return `${ip.split(".").slice(0, 3).join(".")}.0/24`;
  const [head = "", tail] = ip.split("::");
  const start = head === "" ? [] : head.split(":");
  const end = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = tail === undefined ? 0 : 8 - start.length - end.length;
  const groups = [...start, ...Array.from({ length: missing }, () => "0"), ...end];
  return `${groups.slice(0, 3).join(":")}::/48`;
}
