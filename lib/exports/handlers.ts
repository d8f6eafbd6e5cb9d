import { createHash } from "node:crypto";
import { sessionRoute } from "@/lib/access/handlers";
import type { Ctx } from "@/lib/access/model";
import type { SealedChain } from "@/lib/bundles/model";
import { requireSealed } from "@/lib/bundles/mutations";
import { findChain, findSealedChain, proveDisclosed } from "@/lib/bundles/queries";
import { findEntry } from "@/lib/entries/queries";
import { AppError } from "@/lib/kit/errors";
import { mergeRanges } from "@/lib/proof/disclose-entry";
import { readExportSigner } from "@/lib/runtime/signing-key";
import { recordExport, refuseExport } from "./mutations";
import { findPlaceOf, findShown } from "./queries";
import { createReceipt } from "./receipt";

/** One entry with its proof, as a file its reader can check anywhere. A sensitive download. */
export const handleReceipt = sessionRoute(
  "log:export",
  "/admin/audit-logs/{id}/receipt",
  async (ctx, _request, { id = "" }) => {
    const { scope } = ctx;
    const place = (await findEntry(scope, id)) && (await findPlaceOf(scope, id));
    if (!place) throw new AppError("resource.not_found", { detail: `No entry "${id}".` });
    const sealed = await findSealed(ctx, place);
    const shown = await findShown(scope, sealed, place.sidx);
    if (!shown) throw new AppError("resource.not_found", { detail: `No entry "${id}".` });
    const { entry, records } = shown;
    const disclosed = mergeRanges([entry, ...records].map(({ sidx }) => sidx));
    const proof = await proveDisclosed(scope, sealed, disclosed);
    const signer = readExportSigner(sealed.origin);
    const parts = { entry, records, proof, signer, now: new Date() };
    const bytes = await writeReceipt(ctx, sealed, parts, { id, place });
    await recordExport(ctx, {
      format: "receipt",
      clientId: place.clientId,
      query: null,
      fromIndex: place.sidx,
      toIndex: place.sidx + 1,
      count: 1,
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      entryId: id,
    });
    return new Response(Uint8Array.from(bytes), {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="receipt-${id}.zip"`,
        "content-security-policy": "default-src 'none'; sandbox",
      },
    });
  },
);

/** An entry that does not hold is no evidence, and somebody has to look. */
async function writeReceipt(
  ctx: Ctx,
  sealed: SealedChain,
  parts: Parameters<typeof createReceipt>[1],
  { id, place }: { id: string; place: Place },
): Promise<Uint8Array> {
  try {
    return createReceipt(sealed, parts);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    const { clientId } = place;
    const refused = { format: "receipt" as const, clientId, query: null, entryId: id };
    await refuseExport(ctx, { ...refused, why: thrown.message });
    throw new AppError("log.altered");
  }
}

type Place = { clientId: string | null; sidx: number };

async function findSealed(ctx: Ctx, { clientId, sidx }: Place): Promise<SealedChain> {
  const { scope } = ctx;
  const chain = await findChain(scope, { kind: "client", clientId });
  if (!chain) throw new AppError("seal.unavailable", { retryAfterSeconds: 60 });
  return requireSealed(scope, sidx, () => findSealedChain(scope, chain));
}
