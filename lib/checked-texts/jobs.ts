import { setImmediate as breathe } from "node:timers/promises";
import type { Scope } from "@/lib/access/model";
import {
  type Batch,
  type Projection,
  RowComposer,
  type RowsStart,
  readCheckedRows,
  readStretches,
} from "@/lib/checked-rows/jobs";
import type { TextFormat } from "@/lib/export-requests/model";
import { findClientSlugs } from "@/lib/export-rows/queries";
import type { LinkedRow, RowChecker } from "@/lib/exports/exported-row";
import { createTextFormat } from "@/lib/exports/formats/text-format";
import { TextThread } from "@/lib/exports/formats/text-threads";
import { type TextPlan, TextWriter } from "@/lib/exports/formats/text-writer";
import { HeldRows } from "@/lib/exports/held-rows";
import { RowTexts } from "@/lib/exports/row-texts";
import { log } from "@/lib/kit/log";
import { encodeText } from "@/lib/proof/bytes";
import type { Selection } from "@/lib/selections/queries";

/** More than is written with the page that asks: a thread is only for the worker. */
const threadedRowsMin = 12_000;
const aheadMax = 5;
const waitingMax = 2;

/** Rows of a file, without what stands between them and those before. */
export type TextPage = { rows: Uint8Array; count: number; position: number | null };

type Wish = Projection & { scope: Scope; selection: Selection; format: TextFormat };

/**
 * Every entry of a selection as rows of a file, oldest first, each recomputed on the way: by
 * a thread and by this one, whichever is free, and in order. Batches that do not hold are
 * read entry by entry, as `readCheckedRows` does it.
 */
export async function* writeCheckedTexts(
  wish: Wish,
  start: RowsStart,
): AsyncGenerator<TextPage> {
  if (wish.project) {
    yield* writeProjected(wish, start);
    return;
  }
  const { scope } = wish;
  const slugs = await findClientSlugs(scope);
  const { logName } = start;
  const plan = {
    format: wish.format,
    logName,
    isLimited: scope.clientId !== null,
    slugs,
  };
  const desk = new Desk(plan, new RowComposer(scope, start, slugs), start.checker);
  try {
    yield* writeStored(wish, start, desk);
  } finally {
    await desk.close();
  }
}

async function* writeStored(
  { scope, selection }: Wish,
  start: RowsStart,
  desk: Desk,
): AsyncGenerator<TextPage> {
  let { position } = start;
  for await (const { count, batches } of readStretches(
    scope,
    selection,
    () => position,
  )) {
    desk.expect(count);
    for await (const page of desk.write(batches)) {
      position = page.position ?? position;
      if (page.count > 0) yield { ...page, position };
    }
  }
}

type Rows = Uint8Array | null;
type Begun = { batch: Batch; rows: Rows | Promise<Rows> };

/** Gives batches to who is free, and takes them back in order. */
class Desk {
  private readonly writer: TextWriter;
  private readonly texts: RowTexts;
  private thread: TextThread | null = null;

  constructor(
    private readonly plan: TextPlan,
    private readonly composer: RowComposer,
    private readonly checker: RowChecker,
  ) {
    this.writer = new TextWriter(plan);
    this.texts = new RowTexts(createTextFormat(plan.format, plan.isLimited));
  }

  expect(count: number): void {
    if (count < threadedRowsMin) return;
    this.thread ??= new TextThread(this.plan, (err) =>
      log.warn({ err }, "a thread of an export ended; the export goes on without it"),
    );
  }

  async *write(batches: AsyncIterable<Batch>): AsyncGenerator<TextPage> {
    const begun: Begun[] = [];
    for await (const batch of batches) {
      const rows = this.handOver(batch) ?? (await this.writeHere(batch));
      begun.push({ batch, rows });
      const first = begun.length > aheadMax ? begun.shift() : undefined;
      if (first) yield await this.finish(first);
    }
    for (const each of begun) yield await this.finish(each);
  }

  async close(): Promise<void> {
    await this.thread?.stop();
  }

  /** Null where the thread takes no more, or there is none. */
  private handOver({ packed }: Batch): Promise<Rows> | null {
    const waiting = this.thread?.countWaiting() ?? null;
    if (!this.thread || waiting === null || waiting >= waitingMax) return null;
    return packed && this.thread.write(packed);
  }

  private async writeHere({ packed }: Batch): Promise<Rows> {
    try {
      return packed && (await this.writer.write(packed, breathe));
    } catch {
      // A text that is no JSON: read by itself, the entry says what is wrong with it.
      return null;
    }
  }

  private async finish({ batch, rows }: Begun): Promise<TextPage> {
    const written = await rows;
    const links = written && readLinks(batch);
    if (written && links && this.checker.takeAllWhole(links)) {
      return { rows: written, count: links.length, position: this.positionOf(links) };
    }
    const read = await this.composer.compose(batch, {});
    const position = read.at(-1)?.position ?? null;
    return { rows: encodeText(this.texts.writeAll(read)), count: read.length, position };
  }

  private positionOf(links: LinkedRow[]): number | null {
    const last = links.at(-1);
    return (this.plan.isLimited ? last?.sidx : last?.idx) ?? null;
  }
}

/** Null where they are not those that were asked for. */
function readLinks({ places, packed }: Batch): LinkedRow[] | null {
  if (packed === null) return null;
  const held = new HeldRows(packed);
  if (held.count !== places.length) return null;
  const links: LinkedRow[] = [];
  for (const [at, place] of places.entries()) {
    const link = held.linkAt(at);
    if (link?.idx !== place) return null;
    links.push(link);
  }
  return links;
}

/** What a portal shows is chosen by what only this process knows. */
async function* writeProjected(wish: Wish, start: RowsStart): AsyncGenerator<TextPage> {
  const isLimited = wish.scope.clientId !== null;
  const texts = new RowTexts(createTextFormat(wish.format, isLimited));
  const pages = readCheckedRows(wish.scope, wish.selection, start, wish);
  for await (const { rows, position } of pages) {
    yield { rows: encodeText(texts.writeAll(rows)), count: rows.length, position };
  }
}
