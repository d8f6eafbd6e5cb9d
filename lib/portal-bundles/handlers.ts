import { createHash } from "node:crypto";
import { sessionRoute } from "@/lib/access/handlers";
import type { Ctx, Scope } from "@/lib/access/model";
import type { SealedChain } from "@/lib/bundles/model";
import { requireSealed } from "@/lib/bundles/mutations";
import { listPastHeads, proveDisclosed } from "@/lib/bundles/queries";
import { createSmallBundle } from "@/lib/bundles/small-bundle";
import { everything } from "@/lib/entries/filter";
import type { IndexRange } from "@/lib/exports/model";
import { recordPortalBundle, refusePortalBundle } from "@/lib/exports/mutations";
import { streamEntries } from "@/lib/exports/queries";
import { AppError } from "@/lib/kit/errors";
import { openReader, type Reader } from "@/lib/portal/queries";
import { findSealedStream } from "@/lib/portal-heads/queries";
import { findShownEntry } from "@/lib/portal-pages/queries";
import type { BundleEntry } from "@/lib/proof/bundle-entry";
import { readExportSigner } from "@/lib/runtime/signing-key";
import { showForPortal } from "./show";

/** A browser checks so many in some seconds; older ones come by time. */
const entriesMax = 5_000;

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
    const sealed = await findSealedPast(reader.scope, 0);
    const { size, minIndex } = sealed.head;
    const fromIndex = Math.max(minIndex, size - entriesMax);
    return { sealed, range: { fromIndex, toIndex: size } };
  }
  const found = await findShownEntry(reader, entryId);
  if (!found) throw new AppError("resource.not_found", { detail: "No such entry." });
  const { sidx } = found.shown;
  const sealed = await findSealedPast(reader.scope, sidx);
  return { sealed, range: { fromIndex: sidx, toIndex: sidx + 1 } };
}

function findSealedPast(scope: Scope, place: number): Promise<SealedChain> {
  return requireSealed(scope, place, () => findSealedStream(scope));
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
  const { fromIndex, toIndex } = range;
  const disclosed = fromIndex < toIndex ? ([[fromIndex, toIndex]] as const) : [];
  const proof = await proveDisclosed(scope, sealed, [...disclosed]);
  const history = await listPastHeads(scope, sealed);
  const signer = readExportSigner(sealed.origin);
  try {
    return createSmallBundle(sealed, {
      ...{ entries, entryCount: entries.length, range, proof, history, signer },
      claims: ["AUTHENTIC", "COMPLETE", "NEWEST"],
      now: new Date(),
    });
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
