import { createHash } from "node:crypto";
import { join } from "node:path";
import { sessionRoute } from "@/lib/access/handlers";
import type { Ctx } from "@/lib/access/model";
import type { SealedChain } from "@/lib/bundles/model";
import { listPastHeads, proveDisclosed } from "@/lib/bundles/queries";
import { describeForReaders } from "@/lib/bundles/readme";
import { everything } from "@/lib/entries/filter";
import type { IndexRange } from "@/lib/exports/model";
import { recordPortalBundle, refusePortalBundle } from "@/lib/exports/mutations";
import { streamEntries } from "@/lib/exports/queries";
import { AppError } from "@/lib/kit/errors";
import { formatInstant, instantOf } from "@/lib/kit/time";
import { openReader, type Reader } from "@/lib/portal/queries";
import { findSealedStream } from "@/lib/portal-heads/queries";
import { findShownEntry } from "@/lib/portal-pages/queries";
import { formatArchive } from "@/lib/proof/archive";
import type { BundleEntry } from "@/lib/proof/bundle-entry";
import { createBundle } from "@/lib/proof/create-bundle";
import { createSigner } from "@/lib/proof/signed-note";
import { readSeed } from "@/lib/runtime/signing-key";
import { sealNow } from "@/lib/seal/mutations";
import { showForPortal } from "./show";

/** A browser checks so many in some seconds; older ones come by time. */
const entriesMax = 5_000;
const sealWaitMs = 10_000;

/**
 * The newest entries of one's own stream, or one of them, with the proof that they are
 * unchanged and none between them is missing. What the MSP hides is not in it.
 */
export const handlePortalBundle = sessionRoute(
  "portal:audit_log.verify",
  "/api/portal/bundle",
  async (ctx, request) => {
    const entryId = new URL(request.url).searchParams.get("entry");
    const reader = await openReader(ctx.scope);
    const { sealed, range } = await findRange(reader, entryId);
    const entries = await listShown(reader, sealed, range);
    const bytes = await writeBundle(ctx, sealed, { entries, range, entryId });
    await recordPortalBundle(ctx, {
      format: entryId === null ? "bundle" : "receipt",
      clientId: ctx.scope.clientId,
      query: null,
      ...range,
      count: entries.length,
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      ...(entryId === null ? {} : { entryId }),
    });
    const name = entryId === null ? `proof-${sealed.head.size}` : `receipt-${entryId}`;
    return new Response(Uint8Array.from(bytes), {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${name}.zip"`,
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
      },
    });
  },
);

type Place = { sealed: SealedChain; range: IndexRange };

async function findRange(reader: Reader, entryId: string | null): Promise<Place> {
  if (entryId === null) {
    const sealed = await requireSealed(reader, 0);
    const { size, minIndex } = sealed.head;
    const fromIndex = Math.max(minIndex, size - entriesMax);
    return { sealed, range: { fromIndex, toIndex: size } };
  }
  const found = await findShownEntry(reader, entryId);
  if (!found) throw new AppError("resource.not_found", { detail: "No such entry." });
  const { sidx } = found.shown;
  const sealed = await requireSealed(reader, sidx);
  return { sealed, range: { fromIndex: sidx, toIndex: sidx + 1 } };
}

/** An entry that no epoch holds yet is sealed first. */
async function requireSealed({ scope }: Reader, sidx: number): Promise<SealedChain> {
  const sealed = await findSealedStream(scope);
  if (sealed && sealed.head.size > sidx) return sealed;
  await sealNow(scope.organizationId, sealWaitMs);
  const again = await findSealedStream(scope);
  if (again && again.head.size > sidx) return again;
  throw new AppError("seal.unavailable", { retryAfterSeconds: 60 });
}

async function listShown(
  reader: Reader,
  sealed: SealedChain,
  range: IndexRange,
): Promise<BundleEntry[]> {
  const selection = { filter: everything, range: { from: null, to: null } };
  const rows = streamEntries(reader.scope, sealed, selection, {
    ...range,
    withOthers: true,
  });
  const entries: BundleEntry[] = [];
  for await (const row of rows) entries.push(showForPortal(row, reader));
  return entries;
}

type Shown = { entries: BundleEntry[]; range: IndexRange; entryId: string | null };

async function writeBundle(
  ctx: Ctx,
  sealed: SealedChain,
  { entries, range, entryId }: Shown,
): Promise<Uint8Array> {
  const { scope } = ctx;
  const { chain, kind, origin, stream, head, tlogProof } = sealed;
  const manifest = {
    ...{ kind, origin, org: chain.org, stream, filter: null, ...range },
    ...{ fromTime: null, toTime: null, treeSize: head.size, root: head.root },
    entryCount: entries.length,
    claims: ["AUTHENTIC" as const, "COMPLETE" as const, "NEWEST" as const],
    createdAt: formatInstant(instantOf(new Date())) ?? "",
    isDemo: chain.isDemo,
  };
  const { fromIndex, toIndex } = range;
  const disclosed = fromIndex < toIndex ? ([[fromIndex, toIndex]] as const) : [];
  const proof = await proveDisclosed(scope, sealed, [...disclosed]);
  const history = await listPastHeads(scope, sealed);
  const readme = describeForReaders(manifest);
  const keyFile = join(process.env.CUSTODY_DIR ?? ".custody", "export-key.pem");
  const signer = createSigner(`${origin}/export`, readSeed(keyFile));
  try {
    const parts = { manifest, entries, proof, tlogProof, history, readme };
    const files = createBundle(parts, signer);
    return formatArchive([...files].map(([name, bytes]) => ({ name, bytes })));
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    const { clientId } = scope;
    const told = {
      format: "bundle" as const,
      clientId,
      query: null,
      why: thrown.message,
    };
    await refusePortalBundle(ctx, entryId === null ? told : { ...told, entryId });
    throw new AppError("log.altered");
  }
}
