import { isErasable } from "@/lib/proof/erased-entry";
import { isJsonObject, type JsonValue } from "@/lib/proof/json-value";
import type { Subject } from "./model";
import { createPersonTest } from "./person-text";

type Texts = readonly (string | null)[];

/** Entries that verification reads: what they say of the log itself stays. */
const proofActions = /^(log\.|settings\.retention_changed$)/;
const [whatSlot, actorSlot, personSlot, targetSlot, labelSlot, originSlot] = [
  0, 1, 2, 3, 4, 5,
];
const detailSlot = 7;

/** A function that lists the slots of an entry whose values are about the person. */
export function createSlotFinder(subject: Subject): (fields: Texts) => number[] {
  const isAbout = createPersonTest(subject);
  return (fields) => {
    const values = fields.map((text) => (text === null ? null : parse(text)));
    const isProof = proofActions.test(memberOf(values[whatSlot], "action") ?? "");
    const isActor = isPerson(values, subject);
    const isTarget = isSame(memberOf(values[targetSlot], "id"), subject.personId);
    return values.flatMap((value, slot) => {
      if (value === null || !isErasable(slot)) return [];
      if (isProof && slot >= detailSlot) return [];
      const isTheirs =
        (slot === personSlot && isActor) ||
        (slot === originSlot && isActor && subject.withOrigins) ||
        (slot === labelSlot && isTarget);
      return isTheirs || isAbout(value) ? [slot] : [];
    });
  };
}

function isPerson(values: readonly JsonValue[], { personId, email }: Subject): boolean {
  const found = memberOf(values[personSlot], "email");
  return (
    isSame(memberOf(values[actorSlot], "id"), personId) ||
    isSame(found?.toLowerCase() ?? null, email?.toLowerCase() ?? null)
  );
}

function isSame(found: string | null, wanted: string | null): boolean {
  return wanted !== null && found === wanted;
}

function memberOf(value: JsonValue | undefined, name: string): string | null {
  const member = isJsonObject(value) ? value[name] : undefined;
  return typeof member === "string" ? member : null;
}

function parse(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}
