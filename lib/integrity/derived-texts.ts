import { describeAction } from "@/lib/catalogue/describe";
import { parseInstant } from "@/lib/kit/time";

const columnCount = 17;
const noValue = "null";

/** The texts of an entry, and the columns derived from them: `=` before each that has a value. */
export type PackedContent = {
  fields: string[];
  columns: string[];
  clientId: string | null;
};

/** Null where it has another shape than `listPackedRows` of queries.ts gives it. */
export function parsePackedContent(text: string): PackedContent | null {
  const [fields, ...columns] = text.split("\u001f");
  if (fields === undefined || columns.length !== columnCount) return null;
  const client = columns[1];
  const clientId = client ? client.slice(1) : null;
  return { fields: fields.split("\n"), columns, clientId };
}

/**
 * Whether the columns are what the texts say, told without reading the JSON: each text is
 * the one that the columns would give. False settles nothing: `findColumnMismatch` does.
 */
export function isPlainlyDerived({ fields, columns }: PackedContent): boolean {
  const [id, clientId, occurredAt, action, category, verb, outcome] = columns;
  const [source, vendor, actorType, actorId, targetType, targetId, ip] = columns.slice(7);
  const [keyId, sessionId, requestId] = columns.slice(14);
  const [what, who, , target, , origin, reference] = fields;
  return (
    what ===
      `{"action":${quote(action)},"category":${quote(category)},"outcome":${quote(outcome)}}` &&
    isPair(who, actorId, actorType) &&
    isPair(target, targetId, targetType) &&
    isOrigin(origin, ip) &&
    isReference(reference, occurredAt, [
      `{"client_id":${quote(clientId)},"id":${quote(id)},"key_id":${quote(keyId)},"occurred_at":`,
      `,"request_id":${quote(requestId)},"session_id":${quote(sessionId)},"source":${quote(source)},"vendor":${quote(vendor)}}`,
    ]) &&
    action !== undefined &&
    verb === `=${describeAction(action.slice(1)).verb}`
  );
}

type Column = string | undefined;

/** As canonical JSON writes it. */
function quote(column: Column): string {
  return column ? JSON.stringify(column.slice(1)) : noValue;
}

function isPair(text: string | undefined, id: Column, type: Column): boolean {
  if (text === noValue) return !id && !type;
  return text === `{"id":${quote(id)},"type":${quote(type)}}`;
}

function isOrigin(text: string | undefined, ip: Column): boolean {
  if (text === noValue) return !ip;
  return text?.startsWith(`{"ip":${quote(ip)},"user_agent":`) ?? false;
}

/** The sender wrote the time his way, so it is compared as a time. */
function isReference(
  text: string | undefined,
  occurredAt: Column,
  [before, after]: [string, string],
): boolean {
  if (!text?.startsWith(before) || !text.endsWith(after)) return false;
  const claim = text.slice(before.length, text.length - after.length);
  if (!occurredAt) return claim === noValue;
  const found = occurredAt.slice(1);
  if (claim === `"${found}"`) return true;
  const instant = parseInstant(claim.slice(1, -1));
  return instant !== null && instant === parseInstant(found);
}
