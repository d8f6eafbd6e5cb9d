import Papa, { type ParseConfig, type ParseStepResult } from "papaparse";
import {
  recordBytesMax,
  refusal,
  type StreamedRecord,
  tooLarge,
} from "@/lib/ingest/records";

const newlines = ["\r\n", "\n", "\r"] as const;
const delimiters = [",", ";", "\t", "|"];
/** Rows are parsed in batches of about this many characters. */
const batchLength = 64 * 1024;

type Dialect = { delimiter: string; newline: "\n" | "\r\n" | "\r" };
type ParsedRow = { cells: string[]; end: number; fault: string | null };

/** Rows as `{column: cell}`; `line` counts the file's lines, also those inside quotes. */
export async function* streamCsv(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<StreamedRecord> {
  const reader = new RowReader();
  for await (const piece of decoded(chunks)) {
    if (piece === null) {
      const detail = "the file is not UTF-8: save it as CSV UTF-8";
      yield refusal(reader.line, "csv", detail);
      return;
    }
    yield* reader.push(piece);
    if (reader.isStuck) return;
  }
  yield* reader.end();
}

/** Gathers chunks to batches; null where the bytes are not UTF-8. */
async function* decoded(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<string | null> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let batch = "";
  for await (const chunk of chunks) {
    const text = decodeSafely(decoder, chunk);
    if (text === null) {
      yield null;
      return;
    }
    batch += text;
    if (batch.length < batchLength) continue;
    yield batch;
    batch = "";
  }
  const rest = decodeSafely(decoder);
  if (rest !== null) yield batch + rest;
  else yield null;
}

function decodeSafely(decoder: TextDecoder, chunk?: Uint8Array): string | null {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    return null;
  }
}

class RowReader {
  line = 1;
  isStuck = false;
  private pending = "";
  private dialect: Dialect | null = null;
  private header: string[] | null = null;

  *push(text: string): Generator<StreamedRecord> {
    this.pending += text;
    const end = this.pending.lastIndexOf("\n") + 1;
    if (end > 0) yield* this.read(this.pending.slice(0, end), true);
    if (this.pending.length <= recordBytesMax) return;
    this.isStuck = true;
    yield tooLarge(this.line);
  }

  *end(): Generator<StreamedRecord> {
    yield* this.read(this.pending, false);
  }

  private *read(text: string, isPartial: boolean): Generator<StreamedRecord> {
    this.dialect ??= dialectOf(text);
    let from = 0;
    for (const row of parsedRows(text, this.dialect, isPartial)) {
      const record = this.record(row);
      this.line += newlinesIn(text.slice(from, row.end), this.dialect);
      from = row.end;
      if (record !== null) yield record;
    }
    this.pending = this.pending.slice(from);
  }

  private record({ cells, fault }: ParsedRow): StreamedRecord | null {
    if (fault !== null) return refusal(this.line, "csv", fault);
    if (cells.every((cell) => cell.trim() === "")) return null;
    if (this.header === null) {
      this.header = uniqueNames(cells);
      return null;
    }
    const names = this.header;
    if (cells.slice(names.length).some((cell) => cell !== "")) {
      const detail = `the row has ${cells.length} cells, the header ${names.length}`;
      return refusal(this.line, "csv", detail);
    }
    if (cells.some((cell) => cell.includes("\u0000"))) {
      return refusal(this.line, "csv", "the row holds a NUL character");
    }
    const members = names.map((name, index) => [name, cells[index] ?? ""]);
    return { ok: true, line: this.line, record: Object.fromEntries(members) };
  }
}

/**
 * The header decides, outside its quotes: Papa's own guess fails on rows of two cells.
 */
function dialectOf(text: string): Dialect {
  const bare = text.replace(/"[^"]*"/g, "");
  const newline = newlines.find((candidate) => bare.includes(candidate)) ?? "\n";
  const [header = ""] = bare.split(newline, 1);
  const counts = delimiters.map((delimiter) => header.split(delimiter).length);
  const best = counts.indexOf(Math.max(...counts));
  return { delimiter: delimiters[best] ?? ",", newline };
}

/** Papa's own parser, as its streamers use it: told to leave the last row for later. */
function parsedRows(text: string, dialect: Dialect, isPartial: boolean): ParsedRow[] {
  const rows: ParsedRow[] = [];
  const config: ParseConfig<string[][]> = {
    ...dialect,
    fastMode: false,
    step: ({ data, errors, meta }: ParseStepResult<string[][]>) => {
      rows.push({
        cells: data[0] ?? [],
        end: meta.cursor,
        fault: errors[0]?.message ?? null,
      });
    },
  };
  if (text !== "") new Papa.Parser(config).parse(text, 0, isPartial);
  return rows;
}

function newlinesIn(text: string, { newline }: Dialect): number {
  return text.split(newline === "\r" ? "\r" : "\n").length - 1;
}

/** A name that comes twice gets a number, so that no cell hides another. */
function uniqueNames(cells: string[]): string[] {
  const seen = new Set<string>();
  return cells.map((cell, index) => {
    const wanted = cell.trim() === "" ? `column ${index + 1}` : cell.trim();
    let name = wanted;
    for (let count = 2; seen.has(name); count += 1) name = `${wanted} (${count})`;
    seen.add(name);
    return name;
  });
}
