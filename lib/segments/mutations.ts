import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { isStale } from "@/lib/blocks/queries";
import { listOrganizationIds } from "@/lib/organizations/queries";
import { formatHex } from "@/lib/proof/bytes";
import { inScope, readInScope } from "@/lib/runtime/transaction";
import { type Block, layoutVersion, type SegmentSizes, segmentSizes } from "./layout";
import { composeBlocks } from "./sql";

type Span = { startIdx: number; endIdx: number };
type Built = { firstIdx: number; builtAt: string; blocks: Block[] };

/** Builds what can be built of every organization; how many entries that were. */
export async function buildAllSegments(): Promise<number> {
  let sum = 0;
  for (const id of await listOrganizationIds()) sum += await buildSegments(id);
  return sum;
}

/** Builds the segments that an organization's entries fill, and drops pruned ones. */
export async function buildSegments(
  organizationId: string,
  sizes: SegmentSizes = segmentSizes,
): Promise<number> {
  await followPruning(organizationId);
  let sum = 0;
  for (;;) {
    const span = await findNextSpan(organizationId, sizes);
    if (span === null) return sum;
    await buildSegment(organizationId, span);
    sum += span.endIdx - span.startIdx;
  }
}

/** Makes a segment again, as after an erasure; false when there is none at that place. */
export async function rebuildSegment(
  organizationId: string,
  startIdx: number,
): Promise<boolean> {
  const span = await findSegment(organizationId, startIdx);
  if (span === null) return false;
  await buildSegment(organizationId, span);
  return true;
}

async function findSegment(
  organizationId: string,
  startIdx: number,
): Promise<Span | null> {
  return readInScope({ organizationId, clientId: null }, async (tx) => {
    const [row] = await tx.execute<{ endIdx: string }>(sql`
      select end_idx as "endIdx" from custody.segments
      where organization_id = ${organizationId}::uuid and start_idx = ${startIdx}`);
    return row ? { startIdx, endIdx: Number(row.endIdx) } : null;
  });
}

/** The next large segment that is full, else a small one; it follows the last one. */
async function findNextSpan(
  organizationId: string,
  { small, large }: SegmentSizes,
): Promise<Span | null> {
  return readInScope({ organizationId, clientId: null }, async (tx) => {
    const [row] = await tx.execute<{ next: string; built: string }>(sql`
      select next_idx as next, greatest(min_idx / ${small}::bigint * ${small}::bigint,
        (select max(end_idx) from custody.segments
          where segments.organization_id = heads.organization_id)) as built
      from custody.organization_heads heads
      where organization_id = ${organizationId}::uuid`);
    const next = Number(row?.next ?? 0);
    const built = Number(row?.built ?? 0);
    const start = Math.floor(built / large) * large;
    if (start + large <= next) return { startIdx: start, endIdx: start + large };
    const end = built + small;
    return end <= next ? { startIdx: built, endIdx: end } : null;
  });
}

/** Whoever comes second, of two workers, waits for the first and replaces like by like. */
async function buildSegment(organizationId: string, span: Span): Promise<void> {
  const salt = formatHex(randomBytes(16));
  const built = await readSegment(organizationId, span, salt);
  const { firstIdx, builtAt, blocks } = built;
  await inScope({ organizationId, clientId: null }, async (tx) => {
    await tx.execute(sql`
      select pg_advisory_xact_lock(hashtext('custody.segments'), hashtext(${organizationId}))`);
    await deleteSegments(tx, organizationId, span);
    await tx.execute(sql`
      insert into custody.segments
        (organization_id, start_idx, end_idx, first_idx, build_id, salt, built_at,
          layout_version)
      values (${organizationId}::uuid, ${span.startIdx}, ${span.endIdx}, ${firstIdx},
        ${randomUUID()}::uuid, ${salt}, ${builtAt}::timestamptz,
        ${layoutVersion})`);
    await insertBlocks(tx, organizationId, { span, blocks });
  });
}

/** No prune ends meanwhile, so each is before the time of the segment, or after it. */
async function readSegment(
  organizationId: string,
  { startIdx, endIdx }: Span,
  salt: string,
): Promise<Built> {
  return inScope({ organizationId, clientId: null }, async (tx) => {
    const builtAt = await holdPrunes(tx, organizationId);
    const firstIdx = Math.max(startIdx, await findMinIdx(tx, organizationId));
    const blocks = await composeBlocks(tx, organizationId, { startIdx, endIdx, salt });
    return { firstIdx, builtAt, blocks };
  });
}

async function deleteSegments(
  tx: Tx,
  organizationId: string,
  { startIdx, endIdx }: Span,
): Promise<void> {
  await tx.execute(sql`
    delete from custody.segments where organization_id = ${organizationId}::uuid
      and start_idx >= ${startIdx} and start_idx < ${endIdx}`);
}

async function insertBlocks(
  tx: Tx,
  organizationId: string,
  { span, blocks }: { span: Span; blocks: Block[] },
): Promise<void> {
  const list = (values: (string | number)[]) => `{${values.join(",")}}`;
  await tx.execute(sql`
    insert into custody.segment_blocks (organization_id, start_idx, dimension, part, content)
    select ${organizationId}::uuid, ${span.startIdx}, given.dimension, given.part,
      decode(given.content, 'hex')
    from unnest(
      ${list(blocks.map(({ dimension }) => dimension))}::text[],
      ${list(blocks.map(({ part }) => part))}::int[],
      ${list(blocks.map(({ content }) => `"${formatHex(content)}"`))}::text[]
    ) as given(dimension, part, content)`);
}

/** The lock of custody.complete_prune, shared, and the time at which it is held. */
async function holdPrunes(tx: Tx, organizationId: string): Promise<string> {
  await tx.execute(sql`
    select pg_advisory_xact_lock_shared(hashtextextended(${organizationId}, 7))`);
  const [row] = await tx.execute<{ at: string }>(sql`
    select clock_timestamp()::text as at`);
  return row?.at ?? "";
}

/** Segments of which nothing is kept go; one that lost something, or is old, is made again. */
async function followPruning(organizationId: string): Promise<void> {
  const cut = await inScope({ organizationId, clientId: null }, async (tx) => {
    const minIdx = await findMinIdx(tx, organizationId);
    await tx.execute(sql`
      delete from custody.segments
      where organization_id = ${organizationId}::uuid and end_idx <= ${minIdx}`);
    return tx.execute<{ startIdx: string }>(sql`
      select start_idx as "startIdx" from custody.segments
      where organization_id = ${organizationId}::uuid
        and (first_idx < ${minIdx} or layout_version <> ${layoutVersion}
          or ${isStale(organizationId)})`);
  });
  for (const { startIdx } of cut) await rebuildSegment(organizationId, Number(startIdx));
}

async function findMinIdx(tx: Tx, organizationId: string): Promise<number> {
  const [head] = await tx.execute<{ minIdx: string }>(sql`
    select min_idx as "minIdx" from custody.organization_heads
    where organization_id = ${organizationId}::uuid`);
  return Number(head?.minIdx ?? 0);
}
