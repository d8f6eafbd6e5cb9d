import { describeValue, kindOf } from "./change-value";
import type { Change } from "./model";
import { formatDotted } from "./pointer";

/** One side of a change as a row shows it. */
export type RowSide = { text: string; look: "text" | "code" | "quiet" | "hidden" };

export type RowChange = {
  field: string;
  before?: RowSide;
  after?: RowSide;
  /** Both sides are hidden: it changed, and nobody can say from what to what. */
  isHidden?: true;
  /** All of it, where the row shows it cut short. */
  whole?: string;
};

const valueLengthMax = 80;

export function listRowChanges(changes: readonly Change[]): RowChange[] {
  return changes.map(({ path, before, after }) => {
    const field = formatDotted(path);
    const sides = { before: describeSide(before), after: describeSide(after) };
    const isHidden = sides.before?.look === "hidden" && sides.after?.look === "hidden";
    const isCut = [before, after].some(
      (value) => describeValue(value).length > valueLengthMax,
    );
    const whole = `${field}: ${describeValue(before)} → ${describeValue(after)}`;
    return {
      field,
      ...(sides.before === null ? {} : { before: sides.before }),
      ...(sides.after === null ? {} : { after: sides.after }),
      ...(isHidden ? { isHidden } : {}),
      ...(isCut ? { whole } : {}),
    };
  });
}

function describeSide(value: Change["before"]): RowSide | null {
  const text = clip(describeValue(value));
  switch (kindOf(value)) {
    case "missing":
      return null;
    case "null":
    case "empty text":
      return { text, look: "quiet" };
    case "redacted":
    case "binary":
      return { text, look: "hidden" };
    case "text":
      return { text, look: "text" };
    default:
      return { text, look: "code" };
  }
}

function clip(text: string): string {
  return text.length > valueLengthMax ? `${text.slice(0, valueLengthMax)}…` : text;
}
