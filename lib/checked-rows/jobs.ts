import { setImmediate as breathe } from "node:timers/promises";
import type { Scope } from "@/lib/access/model";
import type { Entry } from "@/lib/entries/model";
import { composeEntry, createFieldParser, hideOrganization } from "@/lib/entries/row";
import {
  findClientSlugs,
  findPackedBatch,
  listExportPlaces,
  listExportRows,
} from "@/lib/export-rows/queries";
import { type CheckedEntry, holds, type RowChecker } from "@/lib/exports/exported-row";
import { HeldRows, type PackedBatch, RowHasher } from "@/lib/exports/held-rows";
import { readInScope } from "@/lib/runtime/transaction";
import type { Selection } from "@/lib/selections/queries";

const placesAtOnce = 20_000;
/** More at once costs more: what outlives a batch is moved in memory again and again. */
const rowsAtOnce = 600;
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

/** Some entries of a selection; packed where all of them fit a record. */
export type Batch = { places: number[]; packed: PackedBatch | null };

export type RowsStart = { position: number | null; checker: RowChecker; logName: string };

/**
 * Every entry of a selection, oldest first, each recomputed on the way. The next batch is
 * read while one is looked at.
 */
export async function* readCheckedRows(
  scope: Scope,
  selection: Selection,
  start: RowsStart,
  projection: Projection,
): AsyncGenerator<CheckedPage> {
  let { position } = start;
  const composer = new RowComposer(scope, start, await findClientSlugs(scope));
  for await (const { batches } of readStretches(scope, selection, () => position)) {
    for await (const batch of batches) {
      const rows = await composer.compose(batch, projection);
      position = rows.at(-1)?.position ?? position;
      yield { rows: rows.filter(({ isShown }) => isShown), position };
    }
  }
}

/** A selection stretch by stretch, each looked for after the position where one then is. */
export async function* readStretches(
  scope: Scope,
  selection: Selection,
  positionNow: () => number | null,
): AsyncGenerator<{ count: number; batches: AsyncGenerator<Batch> }> {
  for (let isMore = true; isMore; ) {
    const wanted = { position: positionNow(), limit: placesAtOnce };
    const places = await listExportPlaces(scope, selection, wanted);
    isMore = places.length === placesAtOnce;
    yield { count: places.length, batches: readBatches(scope, places) };
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
  const packed = await readInScope(scope, (tx) => findPackedBatch(tx, scope, places));
  return { places, packed };
}

type Read = CheckedRow & { isShown: boolean };

/** Makes rows of packed entries that hold, and reads each other one by itself. */
export class RowComposer {
  private readonly parse = createFieldParser();
  private readonly hasher: RowHasher;
  private readonly isLimited: boolean;
  private readonly checker: RowChecker;

  constructor(
    private readonly scope: Scope,
    { checker, logName }: Omit<RowsStart, "position">,
    private readonly slugs: ReadonlyMap<string, string>,
  ) {
    this.checker = checker;
    this.isLimited = scope.clientId !== null;
    this.hasher = new RowHasher(logName);
  }

  async compose({ places, packed }: Batch, projection: Projection): Promise<Read[]> {
    const held = packed === null ? null : new HeldRows(packed);
    const found = held?.mapPlaces();
    const rows: Read[] = [];
    for (const [at, place] of places.entries()) {
      if (at % breatheEvery === 0) await breathe();
      const where = found?.get(place);
      const row =
        (held && where !== undefined && this.composeWhole(held, where, projection)) ||
        (await this.readAlone(place, projection));
      if (row) rows.push(row);
    }
    return rows;
  }

  /** Null where its hashes, texts, columns or links do not agree. */
  private composeWhole(
    held: HeldRows,
    at: number,
    { project, isWanted }: Projection,
  ): Read | null {
    const row = held.holdAt(at, this.hasher);
    if (row === null || !this.checker.takeWhole(row.link)) return null;
    const { link, recordedAt, id, verb, fields, clientId } = row;
    const { idx, sidx } = link;
    const entry = composeEntry(
      {
        ...link,
        recordedAt,
        idx: String(idx),
        sidx: String(sidx),
        id,
        verb,
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
}
