import { setImmediate as breathe } from "node:timers/promises";
import type { Scope } from "@/lib/access/model";
import type { Entry } from "@/lib/entries/model";
import { composeEntry, createFieldParser, hideOrganization } from "@/lib/entries/row";
import {
  findClientSlugs,
  findPackedRows,
  listExportPlaces,
  listExportRows,
} from "@/lib/export-rows/queries";
import { type CheckedEntry, holds, type RowChecker } from "@/lib/exports/exported-row";
import { formatServerMicros } from "@/lib/integrity/instant-bytes";
import { PackedHasher, readWholeContent } from "@/lib/integrity/packed-entry";
import {
  type PackedNumbers,
  PackedReader,
  type PackedRows,
  packedAt,
  recordLength,
} from "@/lib/integrity/packed-rows";
import { encodeText } from "@/lib/proof/bytes";
import { entryVersion, organizationVersion } from "@/lib/proof/chain";
import { hashLength } from "@/lib/proof/hash";
import { readInScope } from "@/lib/runtime/transaction";
import type { Selection } from "@/lib/selections/queries";

const placesAtOnce = 20_000;
/** More at once costs more: what outlives a batch is moved in memory again and again. */
const rowsAtOnce = 300;
/** The next batch can only arrive while nothing is computed. */
const breatheEvery = 100;

/** An entry as a file shows it, with the texts that it was composed of where it has all. */
export type CheckedRow = {
  checked: CheckedEntry;
  position: number;
  fields: readonly string[] | null;
};

/** `position`: of the last entry that was looked at. */
export type CheckedPage = { rows: CheckedRow[]; position: number | null };

export type Projection = {
  /** Of a portal: what is shown of a row, and whether what is shown is asked for. */
  project?: (entry: Entry) => Entry;
  isWanted?: (entry: Entry) => boolean;
};

type Batch = { places: number[]; packed: PackedRows | null };

/**
 * Every entry of a selection, oldest first, each recomputed on the way. The next batch is
 * read while one is looked at.
 */
export async function* readCheckedRows(
  scope: Scope,
  selection: Selection,
  start: { position: number | null; checker: RowChecker; logName: string },
  projection: Projection,
): AsyncGenerator<CheckedPage> {
  let { position } = start;
  for (;;) {
    const wanted = { position, limit: placesAtOnce };
    const places = await listExportPlaces(scope, selection, wanted);
    const composer = new RowComposer(scope, start, await findClientSlugs(scope));
    for await (const batch of readBatches(scope, places)) {
      const rows = await composer.compose(batch, projection);
      position = rows.at(-1)?.position ?? position;
      yield { rows: rows.filter(({ isShown }) => isShown), position };
    }
    if (places.length < placesAtOnce) return;
  }
}

async function* readBatches(scope: Scope, places: number[]): AsyncGenerator<Batch> {
  let waiting = readBatch(scope, places, 0);
  for (let from = 0; from < places.length; from += rowsAtOnce) {
    const batch = await waiting;
    waiting = readBatch(scope, places, from + rowsAtOnce);
    waiting.catch(() => {});
    yield batch;
  }
}

async function readBatch(scope: Scope, all: number[], from: number): Promise<Batch> {
  const places = all.slice(from, from + rowsAtOnce);
  if (places.length === 0) return { places, packed: null };
  const packed = await readInScope(scope, (tx) => findPackedRows(tx, scope, places));
  return { places, packed };
}

type Read = CheckedRow & { isShown: boolean };

/** Makes rows of packed entries that hold, and reads each other one by itself. */
class RowComposer {
  private readonly parse = createFieldParser();
  private readonly hasher: PackedHasher;
  private readonly streams = new Map<number, Uint8Array>();
  private readonly isLimited: boolean;
  private readonly checker: RowChecker;
  private readonly logName: string;

  constructor(
    private readonly scope: Scope,
    { checker, logName }: { checker: RowChecker; logName: string },
    private readonly slugs: ReadonlyMap<string, string>,
  ) {
    this.checker = checker;
    this.logName = logName;
    this.isLimited = scope.clientId !== null;
    this.hasher = new PackedHasher(encodeText(`${organizationVersion}\n${logName}\n`));
  }

  async compose({ places, packed }: Batch, projection: Projection): Promise<Read[]> {
    const held = packed === null ? null : new Held(packed);
    const rows: Read[] = [];
    for (const [at, place] of places.entries()) {
      if (at % breatheEvery === 0) await breathe();
      const whole = held?.find(place) ?? null;
      const row =
        (whole && this.composeWhole(whole, projection)) ??
        (await this.readAlone(place, projection));
      if (row) rows.push(row);
    }
    return rows;
  }

  /** Null where its hashes, texts, columns or links do not agree. */
  private composeWhole(place: HeldPlace, { project, isWanted }: Projection): Read | null {
    const { held, at, numbers } = place;
    if (!this.hasher.isHashed(place, this.streamOf(numbers.slot))) return null;
    const content = readWholeContent(held.packed, at, numbers);
    if (content === null) return null;
    const { idx, sidx, slot } = numbers;
    const row = { idx, sidx, slot, ...held.readHashes(at) };
    if (!this.checker.takeWhole(row)) return null;
    const { fields, columns, clientId } = content;
    const entry = composeEntry(
      {
        ...row,
        idx: String(idx),
        sidx: String(sidx),
        recordedAt: formatServerMicros(numbers.recordedAt),
        id: columns[0]?.slice(1) ?? "",
        verb: columns[5]?.slice(1) ?? "",
        client: (clientId && this.slugs.get(clientId)) ?? null,
        fields,
      },
      this.parse,
    );
    const shown = project ? project(entry) : entry;
    const visible = this.isLimited ? hideOrganization(shown) : shown;
    return {
      checked: Object.assign(visible, { verification: holds }),
      position: this.isLimited ? sidx : idx,
      fields: project ? null : fields,
      isShown: isWanted?.(shown) ?? true,
    };
  }

  private async readAlone(place: number, { project, isWanted }: Projection) {
    const [row] = await listExportRows(this.scope, [place]);
    if (!row) return null;
    const entry = project ? project(row.entry) : row.entry;
    const checked = this.checker.check({ ...row, entry });
    const isShown = isWanted?.(entry) ?? true;
    return { checked, position: row.position, fields: null, isShown };
  }

  private streamOf(slot: number): Uint8Array {
    const known = this.streams.get(slot);
    if (known) return known;
    const prefix = encodeText(`${entryVersion}\n${this.logName}/c/${slot}\n`);
    this.streams.set(slot, prefix);
    return prefix;
  }
}

type HeldPlace = {
  held: Held;
  at: number;
  numbers: PackedNumbers;
  records: Uint8Array;
  start: number;
};

/** Packed rows, found by their idx. */
class Held {
  private readonly bytes: Buffer;
  private readonly reader: PackedReader;
  private readonly places = new Map<number, number>();

  constructor(readonly packed: PackedRows) {
    const { records, count } = packed;
    this.bytes = Buffer.from(records.buffer, records.byteOffset, records.byteLength);
    this.reader = new PackedReader(packed);
    for (let at = 0; at < count; at += 1) {
      const numbers = this.reader.read(at);
      if (numbers !== null) this.places.set(numbers.idx, at);
    }
  }

  find(idx: number): HeldPlace | null {
    const at = this.places.get(idx);
    if (at === undefined) return null;
    const numbers = this.reader.read(at);
    const { records } = this.packed;
    return numbers && { held: this, at, numbers, records, start: at * recordLength };
  }

  readHashes(at: number) {
    const start = at * recordLength;
    const hex = (from: number) =>
      this.bytes.toString("hex", start + from, start + from + hashLength);
    return {
      prevHash: hex(packedAt.prevHash),
      hash: hex(packedAt.hash),
      orgPrevHash: hex(packedAt.orgPrevHash),
      orgHash: hex(packedAt.orgHash),
    };
  }
}
