import type { Ctx } from "@/lib/access/model";
import type { SealedChain } from "@/lib/bundles/model";
import {
  findChain,
  findSealedChain,
  listPastHeads,
  proveDisclosed,
} from "@/lib/bundles/queries";
import { describeForReaders } from "@/lib/bundles/readme";
import type { ResolvedRange } from "@/lib/entries/range";
import { AppError } from "@/lib/kit/errors";
import { formatInstant, instantOf } from "@/lib/kit/time";
import type { BundleEntry } from "@/lib/proof/bundle-entry";
import type { Manifest } from "@/lib/proof/bundle-manifest";
import type { NoteSigner } from "@/lib/proof/signed-note";
import type { Selection } from "@/lib/selections/queries";
import { BundleCount, type BundlePlan, planBundle, showEntry } from "./bundle-plan";
import { RecordList } from "./erasure-records";
import { BrokenLogError, type WrittenBundle, writeBundle } from "./formats/bundle";
import type { ExportQuery } from "./model";
import { recordExport, refuseExport } from "./mutations";
import { findAt, findIndexRange, streamEntries } from "./queries";

export type BundleWish = {
  clientId: string | null;
  query: ExportQuery;
  range: ResolvedRange;
  /** Shows every other entry of the range as a stub, so that a filter can be complete. */
  withStubs: boolean;
  file: string;
  signer: NoteSigner;
};

/** Writes a bundle of what is sealed, and puts the export in the log. */
export async function exportBundle(ctx: Ctx, wish: BundleWish): Promise<WrittenBundle> {
  const { clientId, query } = wish;
  const sealed = await findSealedOf(ctx, clientId);
  if (!sealed) throw new AppError("seal.unavailable", { retryAfterSeconds: 60 });
  const written = await writeSealed(ctx, sealed, wish).catch(async (thrown: unknown) => {
    if (thrown instanceof BrokenLogError) {
      const why = thrown.message;
      await refuseExport(ctx, { format: "bundle", clientId, query: query.text, why });
    }
    throw thrown;
  });
  const { sha256, bytes, manifest } = written;
  const { fromIndex, toIndex, entryCount: count } = manifest;
  const place = { fromIndex, toIndex, count };
  const recorded = { format: "bundle" as const, clientId, query: query.text };
  await recordExport(ctx, { ...recorded, ...place, bytes, sha256 });
  return written;
}

/**
 * Writes a bundle of a sealed chain, checking every entry on the way. Throws BrokenLogError
 * when an entry does not hold.
 */
export async function writeSealed(
  ctx: Ctx,
  sealed: SealedChain,
  wish: BundleWish,
  onEntry: (selectedCount: number) => Promise<void> = async () => {},
): Promise<WrittenBundle> {
  const { query, range, signer, file, withStubs } = wish;
  const { scope } = ctx;
  const selection = { filter: query.filter, range };
  const place = await findIndexRange(scope, sealed, selection);
  const { head } = sealed;
  const plan = planBundle({ query, range, place, head, withStubs });
  const count = new BundleCount(plan);
  const entries = listShown(ctx, sealed, { plan, selection, count });
  return writeBundle(file, {
    entries: tellEach(entries, () => onEntry(count.selected)),
    prove: (disclosed) => proveDisclosed(scope, sealed, disclosed),
    describe: () => describeManifest(sealed, plan, count),
    history: await listPastHeads(scope, sealed),
    tlogProof: sealed.tlogProof,
    readme: describeForReaders,
    signer,
    name: sealed.stream ?? sealed.chain.org,
  });
}

async function* tellEach<T>(entries: AsyncIterable<T>, tell: () => Promise<void>) {
  for await (const entry of entries) {
    yield entry;
    await tell();
  }
}

/** What the newest epoch says of a client's stream, or of the organization's chain. */
export async function findSealedOf(
  { scope }: Ctx,
  clientId: string | null,
): Promise<SealedChain | null> {
  const chain = await findChain(
    scope,
    clientId === null ? { kind: "organization" } : { kind: "client", clientId },
  );
  return chain && findSealedChain(scope, chain);
}

type Showing = { plan: BundlePlan; selection: Selection; count: BundleCount };

async function* listShown(
  { scope }: Ctx,
  sealed: SealedChain,
  showing: Showing,
): AsyncGenerator<BundleEntry> {
  const { before, after } = showing.plan.neighbours;
  const { head, chain } = sealed;
  const records = new RecordList(head.size, (index) => findAt(scope, chain, index));
  if (before !== null) yield* listHeader(scope, sealed, before);
  yield* listInside(scope, sealed, { ...showing, records });
  const last = after === null ? Number.POSITIVE_INFINITY : after;
  yield* records.takeBelow(last);
  if (after !== null) yield* records.has(after) ? [] : listHeader(scope, sealed, after);
  yield* records.takeBelow(Number.POSITIVE_INFINITY);
}

/** Entries of the range, and among them the records of what they lost. */
async function* listInside(
  scope: Ctx["scope"],
  sealed: SealedChain,
  { plan, selection, count, records }: Showing & { records: RecordList },
): AsyncGenerator<BundleEntry> {
  const { fromIndex, toIndex, stubSlots } = plan;
  const range = { fromIndex, toIndex, withOthers: stubSlots !== null };
  for await (const row of streamEntries(scope, sealed, selection, range)) {
    for await (const record of records.takeBelow(row.index)) {
      count.add(record, false);
      yield record;
    }
    const isRecord = records.take(row);
    const shown = isRecord ? row.entry : showEntry(row, plan);
    count.add(shown, row.isSelected);
    yield shown;
  }
  for await (const record of records.takeBelow(toIndex)) {
    count.add(record, false);
    yield record;
  }
}

async function* listHeader(
  scope: Ctx["scope"],
  { chain }: SealedChain,
  index: number,
): AsyncGenerator<BundleEntry> {
  const found = await findAt(scope, chain, index);
  if (found) yield { ...found.entry, content: { kind: "header" } };
}

function describeManifest(
  { chain, kind, origin, stream, head }: SealedChain,
  plan: BundlePlan,
  count: BundleCount,
): Omit<Manifest, "files"> {
  const { filter, fromIndex, toIndex, fromTime, toTime } = plan;
  return {
    kind,
    origin,
    org: chain.org,
    stream,
    filter,
    fromIndex,
    toIndex,
    fromTime,
    toTime,
    treeSize: head.size,
    root: head.root,
    entryCount: count.selected,
    claims: count.listClaims(),
    createdAt: formatInstant(instantOf(new Date())) ?? "",
    isDemo: chain.isDemo,
  };
}
