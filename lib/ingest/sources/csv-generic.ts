import {
  type ActorType,
  actorTypes,
  type Change,
  type Outcome,
} from "@/lib/entries/model";
import { changesBetween } from "@/lib/ingest/changes";
import { type ActorDraft, mappedRecord, type TargetDraft } from "@/lib/ingest/draft";
import { embeddedJson } from "@/lib/ingest/lookup";
import type { MapResult } from "@/lib/ingest/model";
import { occurredAt } from "@/lib/ingest/occurred-at";
import {
  type Column,
  columnNames,
  type Field,
  type Row,
  rowOf,
} from "@/lib/ingest/sources/csv-columns";
import { failure, success } from "@/lib/kit/result";
import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/proof/json-value";

const outcomeWords: [Outcome, RegExp][] = [
  ["success", /^(success(ful)?|succeeded|ok|allow(ed)?|pass(ed)?|completed?|[23]\d\d)$/i],
  ["denied", /^(den(y|ied)|blocked|forbidden|unauthori[sz]ed|refused|rejected|40[13])$/i],
  ["failed", /^(fail(ed|ure)?|errors?|[45]\d\d)$/i],
];

export function mapGenericRow(record: JsonObject, columns: Column[]): MapResult {
  const row = rowOf(columns);
  const text = (field: Field) => row.cells[field]?.cell ?? null;
  const action = text("action");
  if (action === null) return failure(missingAction(columns));
  const when = row.cells.occurred;
  if (when !== undefined && occurredAt(when.cell) === null) {
    const detail = `column "${when.name}" is not a time such as 2026-01-31T09:30:00Z`;
    return failure({ pointer: `/${when.name}`, detail });
  }
  const outcome = outcomeWords.find(([, words]) => words.test(text("outcome") ?? ""));
  const mapped = mappedRecord({
    vendor: "csv",
    action,
    category: categoryIn(text("category")) ?? undefined,
    occurred: when?.cell,
    actor: actorOf(text),
    targets: [targetOf(text)],
    outcome: outcome?.[0],
    reason: text("reason"),
    changes: changesOf(text),
    address: text("address"),
    userAgent: text("userAgent"),
    sessionId: text("sessionId"),
    requestId: text("requestId"),
    request: bodyOf(text("request")),
    response: bodyOf(text("response")),
    metadata: metadataOf(row, outcome === undefined),
    record,
    recordId: text("recordId"),
  });
  if (!mapped.ok) return mapped;
  const client = text("client");
  if (client !== null) mapped.value.event.client = client.slice(0, 128);
  return success([mapped.value]);
}

function missingAction(columns: Column[]) {
  const column = columnNames.action
    .map((name) => columns.find(({ folded }) => folded === name))
    .find((candidate) => candidate !== undefined);
  if (column !== undefined) {
    return { pointer: `/${column.name}`, detail: `column "${column.name}" is empty` };
  }
  const names = columnNames.action.join(", ");
  return { pointer: "", detail: `no column holds the action (one of ${names})` };
}

/**
 * Only a name that can be a category of the catalogue; other words are kept as they are.
 */
function categoryIn(cell: string | null): string | null {
  return cell !== null && /^[a-z][a-z0-9_]{0,63}$/.test(cell) ? cell : null;
}

type Read = (field: Field) => string | null;

function actorOf(text: Read): ActorDraft {
  const person = text("actor");
  const email = text("actorEmail") ?? (person?.includes("@") ? person : null);
  const name = text("actorName") ?? (person === email ? null : person);
  const id = text("actorId");
  if (name === null && email === null && id === null) {
    return { type: "system", name: "CSV import" };
  }
  const said = (text("actorType") ?? "").toLowerCase().replace(/\s+/g, "_");
  const known = actorTypes.find((type) => type === said);
  return { type: known ?? typeByName(name), id, email, name, role: text("actorRole") };
}

function typeByName(name: string | null): ActorType {
  return /^system$/i.test(name ?? "") ? "system" : "user";
}

function targetOf(text: Read): TargetDraft | null {
  const id = text("targetId");
  const name = text("targetName") ?? text("target");
  const type = text("targetType");
  if (id === null && name === null && type === null) return null;
  return { type: type ?? "record", id, name, url: text("targetUrl") };
}

/** A list of `{path, before, after}`, or the two sides in columns of their own. */
function changesOf(text: Read): Change[] {
  const listed = embeddedJson(text("changes"));
  if (Array.isArray(listed)) return listed.flatMap(changeIn);
  return changesBetween("", sideOf(text("before")), sideOf(text("after")));
}

function changeIn(value: JsonValue): Change[] {
  if (!isJsonObject(value) || typeof value.path !== "string") return [];
  const change: Change = { path: value.path };
  if (value.before !== undefined) change.before = value.before;
  if (value.after !== undefined) change.after = value.after;
  return [change];
}

function sideOf(cell: string | null): JsonValue | undefined {
  return cell === null ? undefined : embeddedJson(cell);
}

function bodyOf(cell: string | null): JsonObject | undefined {
  if (cell === null) return undefined;
  const value = embeddedJson(cell);
  return isJsonObject(value) ? value : { body: value };
}

function metadataOf({ cells, rest }: Row, keepOutcome: boolean): JsonObject {
  const { metadata, outcome, changes, category } = cells;
  const left = [...rest];
  if (keepOutcome && outcome !== undefined) left.push(outcome);
  if (changes !== undefined && !Array.isArray(embeddedJson(changes.cell))) {
    left.push(changes);
  }
  if (category !== undefined && categoryIn(category.cell) === null) left.push(category);
  const extras = Object.fromEntries(left.map(({ name, cell }) => [name, cell]));
  if (metadata === undefined) return extras;
  const value = embeddedJson(metadata.cell);
  return isJsonObject(value)
    ? { ...value, ...extras }
    : { [metadata.name]: value, ...extras };
}
