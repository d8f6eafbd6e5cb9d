import type { Target } from "@/lib/entries/model";
import { describeEntity, formatEntityCount } from "./entities";

const wholeIdLengthMax = 24;
const shortIdLength = 8;

/** `Ticket #1234 “Printer offline”`, `Contact Sam Reed`; unnamed: `Device 4f1c2a9b…`. */
export function labelTarget(target: Target): string {
  const type = describeEntity(target.type);
  const { id, name } = target;
  if (!name) return id ? `${type} ${shortId(id)}` : type;
  const reference = id && id !== name ? readableId(id) : null;
  return reference === null ? `${type} ${name}` : `${type} ${reference} “${name}”`;
}

/** Several records: "3 tickets", or "3 records" when they are of several types. */
export function labelTargets(targets: Target[]): string {
  const [first, ...others] = targets;
  if (first === undefined) return "several records";
  if (others.length === 0) return labelTarget(first);
  const isOneType = others.every(({ type }) => type === first.type);
  return formatEntityCount(isOneType ? first.type : "record", targets.length);
}

/** Ids people can read are shown whole, those only a machine made by their beginning. */
export function shortId(id: string): string {
  const readable = readableId(id);
  if (readable !== null) return readable;
  if (id.includes("@") || id.length <= wholeIdLengthMax) return id;
  return `${Array.from(id).slice(0, shortIdLength).join("")}…`;
}

/** Numbers people say aloud: #1234, INV-1042. */
function readableId(id: string): string | null {
  if (/^\d{1,10}$/.test(id)) return `#${id}`;
  return /^[A-Z]{1,6}-?\d{1,10}$/.test(id) ? id : null;
}
