import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ctx } from "@/lib/access/model";
import type { SealedChain } from "@/lib/bundles/model";
import { requireSealed } from "@/lib/bundles/mutations";
import { findChain, findSealedChain, proveDisclosed } from "@/lib/bundles/queries";
import { createSmallBundle } from "@/lib/bundles/small-bundle";
import { RecordList } from "@/lib/exports/erasure-records";
import { findAt } from "@/lib/exports/queries";
import { AppError } from "@/lib/kit/errors";
import type { BundleEntry } from "@/lib/proof/bundle-entry";
import { mergeRanges } from "@/lib/proof/disclose-entry";
import { openEntry } from "@/lib/proof/verify-entry";
import { readExportSigner } from "@/lib/runtime/signing-key";
import { type CasePdf, writeCasePdf } from "./formats/pdf";
import { recordReport, refuseReport } from "./mutations";
import type { CaseReport } from "./queries";

/** What a case pins, as the organization's sealed chain has it. */
type Pinned = { sealed: SealedChain; entries: BundleEntry[]; pinCount: number };

/** The pinned entries that are still kept, each recomputed; and what some of them lost. */
async function readPinned(ctx: Ctx, { told, happenings }: CaseReport): Promise<Pinned> {
  const { scope } = ctx;
  const kept = happenings.flatMap((one) => (one.kind === "entry" ? [one.entry] : []));
  const places = kept.map(({ idx }) => idx).sort((left, right) => left - right);
  const sealed = await findSealedPast(ctx, places.at(-1) ?? 0);
  const records = new RecordList(sealed.head.size, (place) =>
    findAt(scope, sealed.chain, place),
  );
  const entries: BundleEntry[] = [];
  for (const place of places) {
    for await (const record of records.takeBelow(place)) entries.push(record);
    const found = await findAt(scope, sealed.chain, place);
    if (!found) throw new AppError("log.altered");
    records.take(found);
    entries.push(found.entry);
  }
  for await (const record of records.takeBelow(sealed.head.size)) entries.push(record);
  const name = sealed.chain.org;
  const broken = entries.map((entry) => openEntry(entry, name)).find(({ ok }) => !ok);
  if (broken && !broken.ok) {
    const entryId = kept.find(({ idx }) => idx === Number(broken.at))?.id ?? "";
    await refuseReport(ctx, { id: told.id, entryId, why: broken.why });
    throw new AppError("log.altered");
  }
  return { sealed, entries, pinCount: places.length };
}

async function findSealedPast({ scope }: Ctx, idx: number): Promise<SealedChain> {
  const chain = await findChain(scope, { kind: "organization" });
  return requireSealed(scope, idx, async () => chain && findSealedChain(scope, chain));
}

/** An evidence bundle of exactly what is pinned, which anybody can check anywhere. */
export async function makeCaseBundle(ctx: Ctx, report: CaseReport): Promise<Uint8Array> {
  const { sealed, entries, pinCount } = await readPinned(ctx, report);
  if (pinCount === 0) throw new AppError("case.empty");
  const indices = entries.map(({ place, sidx }) => place?.idx ?? sidx);
  const bytes = createSmallBundle(sealed, {
    entries,
    entryCount: entries.length,
    range: { fromIndex: indices[0] ?? 0, toIndex: (indices.at(-1) ?? 0) + 1 },
    claims: ["AUTHENTIC", "NEWEST"],
    proof: await proveDisclosed(ctx.scope, sealed, mergeRanges(indices)),
    signer: readExportSigner(sealed.origin),
    now: new Date(),
  });
  await record(ctx, report, { form: "bundle", count: pinCount, bytes });
  return bytes;
}

/** The report as a document; what it shows was recomputed while it was made. */
export async function makeCasePdf(
  ctx: Ctx,
  report: CaseReport,
  about: Omit<CasePdf, "report" | "checkedCount">,
): Promise<Uint8Array> {
  const { pinCount } = await readPinned(ctx, report);
  const folder = await mkdtemp(join(tmpdir(), "custody-case-"));
  try {
    const path = join(folder, "report.pdf");
    await writeCasePdf(path, { ...about, report, checkedCount: pinCount });
    const bytes = await readFile(path);
    await record(ctx, report, { form: "pdf", count: pinCount, bytes });
    return bytes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Made = { form: "pdf" | "bundle"; count: number; bytes: Uint8Array };

async function record(ctx: Ctx, { told }: CaseReport, made: Made): Promise<void> {
  const { form, count, bytes } = made;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await recordReport(ctx, { id: told.id, form, count, bytes: bytes.length, sha256 });
}
