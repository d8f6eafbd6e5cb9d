import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Bounds } from "@/lib/entries/sql";
import { listOrganizationIds } from "@/lib/organizations/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { type Cache, createCache } from "@/lib/segments/cache";
import {
  type Dictionary,
  decodeDictionary,
  decodeOrdinals,
  dictionaryPart,
  type Ordinals,
  ordinalsPart,
} from "@/lib/segments/column";
import type { Segment } from "@/lib/segments/layout";
import {
  decodeWords,
  type ListKind,
  listDimensions,
  type WordList,
} from "@/lib/segments/words";

export type Wanted = { segment: Segment; dimension: string; part: number };

type Store = {
  blocks: Cache<Uint8Array>;
  dictionaries: Cache<Dictionary>;
  words: Cache<WordList>;
};

const mebibyte = 2 ** 20;
const wantedMax = 4000;
const bytesPerRead = 16 * mebibyte;
const holder = globalThis as { custodySegmentStore?: Store };

/** Next bundles this module more than once, so what is held lives on the global object. */
function findStore(): Store {
  holder.custodySegmentStore ??= {
    blocks: createCache(56 * mebibyte),
    dictionaries: createCache(32 * mebibyte),
    words: createCache(16 * mebibyte),
  };
  return holder.custodySegmentStore;
}

/** Entries of all organizations, and how many of them no segment holds yet. */
export async function countUnindexed(): Promise<{ entries: number; unindexed: number }> {
  const sum = { entries: 0, unindexed: 0 };
  for (const id of await listOrganizationIds()) {
    const [row] = await readInScope({ organizationId: id, clientId: null }, (tx) =>
      tx.execute<{ entries: string; indexed: string }>(sql`
        select next_idx - min_idx as entries,
          greatest(0, (select max(end_idx) from custody.segments
            where segments.organization_id = heads.organization_id) - min_idx) as indexed
        from custody.organization_heads heads where organization_id = ${id}::uuid`),
    );
    sum.entries += Number(row?.entries ?? 0);
    sum.unindexed += Number(row?.entries ?? 0) - Number(row?.indexed ?? 0);
  }
  return sum;
}

/** Built before something of it was pruned or erased. */
export function isStale(organizationId: string): SQL {
  return sql`(${isCut(organizationId)} or ${isErased(organizationId)})`;
}

/** Of most segments the first question is the answer: no erasure since they were built. */
function isErased(organizationId: string): SQL {
  return sql`(coalesce(segments.built_at <= (select max(last_erased_at)
      from custody.erasures where organization_id = ${organizationId}::uuid), false)
    and exists (select from custody.erased_fields f
      where f.organization_id = ${organizationId}::uuid and f.erased_at >= segments.built_at
        and f.idx >= segments.start_idx and f.idx < segments.end_idx))`;
}

/** Prunes take from the old end: what lies past all of them is as it was. */
function isCut(organizationId: string): SQL {
  const finished = sql`from custody.prunes
    where organization_id = ${organizationId}::uuid and finished_at is not null`;
  return sql`coalesce(segments.built_at <= (select max(finished_at) ${finished})
    and segments.start_idx <= (select max(last_idx) ${finished}), false)`;
}

type SegmentRow = { buildId: string; salt: string; startIdx: string; endIdx: string };

/**
 * The segments that hold any of these positions, by position. One that was built before
 * something of it was pruned or erased is none, until it is built again.
 */
export async function listSegments(
  tx: Tx,
  organizationId: string,
  { fromIdx, toIdx }: Bounds,
): Promise<Segment[]> {
  const rows = await tx.execute<SegmentRow>(sql`
    select build_id as "buildId", salt, start_idx as "startIdx", end_idx as "endIdx"
    from custody.segments
    where organization_id = ${organizationId}::uuid
      and start_idx < ${toIdx} and end_idx > ${fromIdx} and not ${isStale(organizationId)}
    order by start_idx`);
  return rows.map(({ buildId, salt, startIdx, endIdx }) => {
    return { buildId, salt, startIdx: Number(startIdx), endIdx: Number(endIdx) };
  });
}

/** One content for each one wanted, in that order; of an absent block it is empty. */
export async function loadBlocks(
  tx: Tx,
  organizationId: string,
  wanted: Wanted[],
): Promise<Uint8Array[]> {
  const { blocks } = findStore();
  const found = wanted.map((one) => blocks.get(keyOf(one)));
  const missing = wanted.filter((_, place) => !found[place]);
  const read = new Map<string, Uint8Array>();
  for (const chunk of chunkOf(missing)) {
    await readBlocks(tx, organizationId, chunk, read);
  }
  return wanted.map((one, place) => {
    const key = keyOf(one);
    const content = found[place] ?? read.get(key) ?? new Uint8Array();
    if (!found[place]) blocks.set(key, content, content.length + key.length * 2 + 200);
    return content;
  });
}

/** Ordinals are large, so as many segments at a time as make a reasonable answer. */
function chunkOf(missing: Wanted[]): Wanted[][] {
  const chunks: Wanted[][] = [];
  let bytes = bytesPerRead;
  for (const one of missing) {
    const chunk = chunks.at(-1);
    const rows = one.segment.endIdx - one.segment.startIdx;
    bytes += one.part === ordinalsPart ? rows : 1024;
    if (!chunk || bytes > bytesPerRead || chunk.length >= wantedMax) {
      chunks.push([one]);
      bytes = 0;
    } else chunk.push(one);
  }
  return chunks;
}

type BlockRow = { place: number; content: Uint8Array };

async function readBlocks(
  tx: Tx,
  organizationId: string,
  wanted: Wanted[],
  read: Map<string, Uint8Array>,
): Promise<void> {
  const list = (values: (string | number)[]) => `{${values.join(",")}}`;
  const rows = await tx.execute<BlockRow>(sql`
    select wanted.place::int as place, blocks.content
    from unnest(
      ${list(wanted.map(({ segment }) => segment.startIdx))}::bigint[],
      ${list(wanted.map(({ dimension }) => dimension))}::text[],
      ${list(wanted.map(({ part }) => part))}::int[]
    ) with ordinality as wanted(start_idx, dimension, part, place)
    join custody.segment_blocks blocks
      on blocks.organization_id = ${organizationId}::uuid
      and blocks.start_idx = wanted.start_idx
      and blocks.dimension = wanted.dimension and blocks.part = wanted.part`);
  for (const { place, content } of rows) {
    const one = wanted[place - 1];
    if (one) read.set(keyOf(one), new Uint8Array(content));
  }
}

function keyOf({ segment, dimension, part }: Wanted): string {
  return `${segment.buildId}/${dimension}/${part}`;
}

type WantedColumn = { segment: Segment; dimension: string };

export async function loadDictionaries(
  tx: Tx,
  organizationId: string,
  wanted: WantedColumn[],
): Promise<Dictionary[]> {
  const parts = wanted.map((one) => ({ ...one, part: dictionaryPart }));
  return loadDecoded(tx, organizationId, parts, {
    cache: findStore().dictionaries,
    decode: decodeDictionary,
  });
}

export async function loadOrdinals(
  tx: Tx,
  organizationId: string,
  wanted: WantedColumn[],
): Promise<Ordinals[]> {
  const parts = wanted.map((one) => ({ ...one, part: ordinalsPart }));
  const contents = await loadBlocks(tx, organizationId, parts);
  return contents.map((content, place) => {
    const segment = wanted[place]?.segment;
    return decodeOrdinals(content, segment ? segment.endIdx - segment.startIdx : 0);
  });
}

export async function loadWordLists(
  tx: Tx,
  organizationId: string,
  kind: ListKind,
  segments: Segment[],
): Promise<WordList[]> {
  const dimension = listDimensions[kind].list;
  const parts = segments.map((segment) => ({ segment, dimension, part: 0 }));
  return loadDecoded(tx, organizationId, parts, {
    cache: findStore().words,
    decode: (content, { segment }) =>
      decodeWords(content, segment.endIdx - segment.startIdx),
  });
}

async function loadDecoded<T>(
  tx: Tx,
  organizationId: string,
  wanted: Wanted[],
  how: { cache: Cache<T>; decode: (content: Uint8Array, one: Wanted) => T },
): Promise<T[]> {
  const found = wanted.map((one) => how.cache.get(keyOf(one)));
  const missing = wanted.filter((_, place) => found[place] === undefined);
  const contents = await loadBlocks(tx, organizationId, missing);
  const read = contents.values();
  return wanted.map((one, place) => {
    const held = found[place];
    if (held !== undefined) return held;
    const content = read.next().value ?? new Uint8Array();
    const decoded = how.decode(content, one);
    how.cache.set(keyOf(one), decoded, content.length * 3 + 500);
    return decoded;
  });
}
