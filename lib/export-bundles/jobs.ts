import { join } from "node:path";
import type { Ctx } from "@/lib/access/model";
import { type BundleTarget, findBundleTarget } from "@/lib/bundle-targets/queries";
import type { SealedChain } from "@/lib/bundles/model";
import { defaultView, formatView } from "@/lib/entries/view";
import type { Progress } from "@/lib/export-progress/mutations";
import type { ExportRequest, ExportVerdict } from "@/lib/export-requests/model";
import { placeFile, renewWorkFolder } from "@/lib/exports/formats/rows-file";
import { findSealedOf, writeSealed } from "@/lib/exports/jobs";
import { type ExportQuery, requireQuery } from "@/lib/exports/model";
import { AppError } from "@/lib/kit/errors";
import { readExportSigner } from "@/lib/runtime/signing-key";
import { sealNow } from "@/lib/seal/mutations";

const sealWaitMs = 30_000;

export type WrittenFile = {
  sha256: string;
  bytes: number;
  doneCount: number;
  alteredCount: number;
  verdict: ExportVerdict;
};

/** One try: what is written, where, and whom to tell how far it is. */
export type Writing = {
  request: ExportRequest;
  path: string;
  save: (describe: () => Promise<Progress>) => Promise<void>;
  /** Throws when it is no longer this try's to finish. */
  requireMine: () => Promise<void>;
};

/** A zip says a file's size before its bytes: a bundle is begun anew after a crash. */
export async function writeBundleFile(ctx: Ctx, writing: Writing): Promise<WrittenFile> {
  const { request, path, save } = writing;
  const { filter } = requireQuery(request.query);
  const target = await findBundleTarget(ctx.scope, filter);
  if (target === null) throw new AppError("export.no_chain");
  const sealed = await findSealed(ctx, target);
  const folder = await renewWorkFolder(path);
  const file = join(folder, "bundle.zip");
  const written = await writeSealed(
    ctx,
    sealed,
    {
      clientId: target.clientId,
      query: queryOf(target),
      range: { from: request.rangeFrom, to: request.rangeTo },
      withStubs: false,
      file,
      signer: readExportSigner(sealed.origin),
    },
    (doneCount) =>
      save(async () => ({ ...untilNow(request), doneCount, writtenBytes: 0 })),
  );
  await writing.requireMine();
  await placeFile(file, path);
  const { sha256, bytes, manifest, checkedCount, linkCount } = written;
  const verdict = { state: "holds" as const, checkedCount, linkCount, altered: [] };
  return { sha256, bytes, doneCount: manifest.entryCount, alteredCount: 0, verdict };
}

const untilNow = ({ verdict }: ExportRequest) => ({
  position: null,
  alteredCount: 0,
  verdict,
});

/** The places of a bundle say where it ends. */
function queryOf({ filter }: BundleTarget): ExportQuery {
  const text = formatView({ ...defaultView, filter: { ...filter, upto: null } });
  return { filter, text };
}

/** Everything that was there when it was asked for is under a signed checkpoint first. */
async function findSealed(ctx: Ctx, { clientId }: BundleTarget): Promise<SealedChain> {
  await sealNow(ctx.scope.organizationId, sealWaitMs);
  const sealed = await findSealedOf(ctx, clientId);
  if (sealed) return sealed;
  throw new AppError("seal.unavailable", { retryAfterSeconds: 60 });
}
