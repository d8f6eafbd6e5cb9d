import { entryIdPattern } from "@/lib/entries/entry-id";
import { parseNetwork } from "@/lib/entries/ip-address";

/** What somebody typed or pasted to go somewhere. */
export type Question =
  | { kind: "nothing" }
  | { kind: "entry"; id: string }
  | { kind: "hash"; hash: string }
  | { kind: "network"; text: string }
  | { kind: "number"; digits: string }
  | { kind: "words"; text: string };

export const questionLengthMax = 200;

export function parseQuestion(typed: string): Question {
  const text = typed.trim().slice(0, questionLengthMax);
  if (text === "") return { kind: "nothing" };
  const id = `evt_${text.replace(/^evt_/i, "").toUpperCase()}`;
  if (/^evt_/i.test(text) && entryIdPattern.test(id)) return { kind: "entry", id };
  const hash = text.toLowerCase().replace(/^(sha256:|0x)/, "");
  if (/^[0-9a-f]{64}$/.test(hash)) return { kind: "hash", hash };
  if (/[.:]/.test(text) && parseNetwork(text) !== null) return { kind: "network", text };
  const [, digits] = /^#?([\d,]{1,15})$/.exec(text) ?? [];
  const number = digits?.replaceAll(",", "") ?? "";
  if (number !== "") return { kind: "number", digits: number };
  return { kind: "words", text };
}
