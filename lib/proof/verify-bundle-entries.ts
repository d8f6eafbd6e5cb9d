/**
 * Guarantees: every line of entries.jsonl is an entry that leads to its own header, in
 * order, linked to the one before it wherever that one is shown, in the client's stream
 * and in the organization; and entries.csv is what follows from them. The first line that
 * is not is named.
 * Does not: show that they are in the log: their leaves must meet the signed root
 * (verify-bundle.ts).
 * Implements docs/format.md, sections 3, 5 and 7.
 */
import { csvColumns, formatCsvEntry, formatCsvRow } from "./bundle-csv";
import { type BundleEntry, parseBundleEntry } from "./bundle-entry";
import { type BundleFailure, bad, badEntry } from "./bundle-failure";
import { createSelection } from "./bundle-filter";
import type { Manifest } from "./bundle-manifest";
import { ChainOrder } from "./bundle-order";
import { isRecord, type Placed, RecordBook } from "./bundle-records";
import { encodeText, isEqualBytes } from "./bytes";
import { decodeText } from "./canonical-text";
import { FormatError } from "./format-error";
import type { DisclosedRange } from "./set-proof";
import { failure, holds, type Verdict } from "./verdict";
import { indexOf, type OpenedEntry, openEntry } from "./verify-entry";

const file = "entries.jsonl";
const csvFile = "entries.csv";

/** What intact files say of others, so that the right place is blamed. */
export type Hints = {
  /** The file to blame when an entry and its row differ. */
  suspect: string;
  /** The places that proof.json is for, when it is as it was signed. */
  disclosed: readonly DisclosedRange[] | null;
};

/** Reads the lines of one bundle, each after the one before it. */
export class EntriesReader {
  readonly leaves = new Map<number, Uint8Array>();
  readonly order = new ChainOrder();
  readonly records = new RecordBook();
  /** Entries of the selection, and what of them is not whole. */
  selectedCount = 0;
  stubCount = 0;
  headerCount = 0;
  /** Of the range, whether selected or a stub. */
  insideCount = 0;
  hasUndecided = false;
  before: Placed | null = null;
  after: Placed | null = null;

  private readonly kept = new Map<number, Placed>();
  private readonly selection;
  private readonly name: string;
  private readonly indices: Iterator<number> | null;
  private csvOffset = 0;

  constructor(
    private readonly manifest: Manifest,
    private readonly csv: Uint8Array,
    private readonly hints: Hints,
  ) {
    this.indices = hints.disclosed && listIndices(hints.disclosed);
    this.name = manifest.stream ?? manifest.org;
    this.selection = createSelection(manifest.filter);
  }

  /** readHeading takes the first row of entries.csv. */
  readHeading(): BundleFailure | null {
    if (this.takeRow(formatCsvRow(csvColumns))) return null;
    return bad(csvFile, "the columns of a bundle", "others", "the first row is another");
  }

  /** readLine takes one line; returns what does not hold. */
  readLine(bytes: Uint8Array): BundleFailure | null {
    const expected = this.nextIndex();
    const entry = this.parseLine(bytes, expected);
    if ("ok" in entry) return entry;
    if (expected !== null && indexOf(entry) !== expected) {
      const found = `#${indexOf(entry)}`;
      const why = "another entry stands in the place of this one";
      return badEntry(file, failure(expected, `#${expected}`, found, why));
    }
    const opened = openEntry(entry, this.name);
    if (!opened.ok) return badEntry(file, opened);
    const index = indexOf(entry);
    if (!this.takeRow(formatCsvEntry(entry, opened.values, opened.entryHash))) {
      const why = "the entry and its row in entries.csv differ";
      const differs = failure(index, "the row that follows from it", "another", why);
      return badEntry(this.hints.suspect, differs);
    }
    const order = this.order.take(entry, opened);
    if (!order.ok) return badEntry(file, order);
    const place = this.checkPlace(entry, opened);
    if (!place.ok) return badEntry(file, place);
    this.leaves.set(index, opened.leafHash);
    this.note(entry, opened);
    return null;
  }

  /** readEnd tells whether entries.csv ends where the entries do. */
  readEnd(): BundleFailure | null {
    if (this.csvOffset === this.csv.length) return null;
    return bad(
      csvFile,
      "one row an entry",
      "more",
      "the table has more than the entries",
    );
  }

  /** findKept returns an entry of the bundle by its index. */
  findKept(index: number): Placed | undefined {
    return this.kept.get(index);
  }

  private nextIndex(): number | null {
    const next = this.indices?.next();
    return next && !next.done ? next.value : null;
  }

  private parseLine(
    bytes: Uint8Array,
    expected: number | null,
  ): BundleEntry | BundleFailure {
    try {
      return parseBundleEntry(decodeText(bytes), this.manifest.kind === "organization");
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      const after = this.order.last ? this.order.last.index + 1 : this.manifest.fromIndex;
      const at = expected ?? after;
      const why = `line ${this.leaves.size + 1} cannot be read`;
      return badEntry(file, failure(at, "an entry", error.message, why));
    }
  }

  private takeRow(row: string): boolean {
    const expected = encodeText(row);
    const end = this.csvOffset + expected.length;
    const isSame = isEqualBytes(this.csv.subarray(this.csvOffset, end), expected);
    this.csvOffset = end;
    return isSame;
  }

  private checkPlace(entry: BundleEntry, { values }: OpenedEntry): Verdict {
    const index = indexOf(entry);
    const { fromIndex, toIndex, fromTime, toTime } = this.manifest;
    const { recordedAt } = entry;
    if (index >= fromIndex && index < toIndex) {
      const isInTime =
        (fromTime === null || recordedAt >= fromTime) &&
        (toTime === null || recordedAt < toTime);
      if (isInTime) return holds;
      const expected = `from ${fromTime ?? "the start"} to ${toTime ?? "the end"}`;
      return failure(index, expected, recordedAt, "the entry is outside the time range");
    }
    const isNeighbour = index === fromIndex - 1 || index === toIndex;
    if (isNeighbour && entry.content.kind === "header") return holds;
    if (isRecord(values)) return holds;
    const expected = `${fromIndex} up to ${toIndex}`;
    return failure(index, expected, `${index}`, "the entry is outside the range");
  }

  private note(entry: BundleEntry, { stream, values }: OpenedEntry): void {
    const index = indexOf(entry);
    const { fromIndex, toIndex } = this.manifest;
    const prevHash = entry.place ? entry.place.prevHash : entry.prevHash;
    const placed = { index, prevHash, recordedAt: entry.recordedAt };
    this.kept.set(index, placed);
    this.records.add(index, values);
    if (index === fromIndex - 1) this.before = placed;
    if (index === toIndex) this.after = placed;
    if (index < fromIndex || index >= toIndex) return;
    this.insideCount += 1;
    const decision = this.manifest.filter === null || this.selection.decide(values);
    if (decision === null) this.hasUndecided = true;
    if (decision === false) {
      this.stubCount += 1;
      return;
    }
    this.selectedCount += 1;
    this.noteMissing(entry, stream);
  }

  private noteMissing({ content, fieldCount, sidx }: BundleEntry, stream: string): void {
    if (content.kind === "header") this.headerCount += 1;
    if (content.kind !== "partly") return;
    const shown = new Set(content.opened.map(({ slot }) => slot));
    const slots = Array.from({ length: fieldCount }, (_, slot) => slot);
    const missing = slots.filter((slot) => !shown.has(slot));
    if (missing.length > 0) this.records.addMissing(stream, sidx, missing);
  }
}

function* listIndices(ranges: readonly DisclosedRange[]): Generator<number> {
  for (const [from, to] of ranges) {
    for (let index = from; index < to; index += 1) yield index;
  }
}
