import { limits } from "@/lib/entries/model";
import { isJsonObject, type JsonObject } from "@/lib/proof/json-value";
import { parseStrictJson } from "@/lib/proof/strict-json";

export type RecordFormat = "ndjson" | "json" | "csv";

/**
 * `syntax` and `policy` are the strict parser's: not JSON, or JSON that cannot be kept.
 */
export type ProblemKind = "syntax" | "policy" | "too_large" | "not_an_object" | "csv";

export type StreamProblem = { kind: ProblemKind; pointer: string; detail: string };

/** `line` is where the record starts in the file, counted from one. */
export type StreamedRecord =
  | { ok: true; line: number; record: JsonObject }
  | { ok: false; line: number; problem: StreamProblem };

/** Vendors' records may be larger than events, never without bound. */
export const recordBytesMax = limits.eventBytesMax * 4;

export function refusal(line: number, kind: ProblemKind, detail: string): StreamedRecord {
  return { ok: false, line, problem: { kind, pointer: "", detail } };
}

export function tooLarge(line: number): StreamedRecord {
  const detail = `the record is longer than ${recordBytesMax} bytes`;
  return refusal(line, "too_large", detail);
}

export function strictRecord(line: number, bytes: Uint8Array): StreamedRecord {
  const parsed = parseStrictJson(bytes);
  if (!parsed.ok) {
    const { kind, pointer, detail } = parsed;
    return { ok: false, line, problem: { kind, pointer, detail } };
  }
  if (isJsonObject(parsed.value)) return { ok: true, line, record: parsed.value };
  return refusal(line, "not_an_object", "a record is a JSON object");
}

/** RFC 8259 lets a reader skip a byte order mark; PowerShell writes one. */
export async function* withoutByteOrderMark(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const mark = [0xef, 0xbb, 0xbf];
  let head: number[] | null = [];
  for await (const chunk of chunks) {
    if (head === null) {
      yield chunk;
      continue;
    }
    const start: Uint8Array = Uint8Array.of(...head, ...chunk.subarray(0, mark.length));
    const rest = chunk.subarray(mark.length);
    const isMark = mark.every((byte, index) => start[index] === byte);
    const mayBe =
      start.length < mark.length && start.every((byte, i) => byte === mark[i]);
    if (mayBe) {
      head = [...start];
      continue;
    }
    head = null;
    yield isMark ? start.subarray(mark.length) : start;
    yield rest;
  }
  if (head !== null && head.length > 0) yield Uint8Array.from(head);
}
