import { createHash } from "node:crypto";
import { mkdir, open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Ctx } from "@/lib/access/model";
import type { SealedChain } from "@/lib/bundles/model";
import { createChecker, type RowsState, writeRows } from "@/lib/export-rows/jobs";
import { BrokenLogError } from "@/lib/exports/formats/bundle";
import { placeFile, RowsFile } from "@/lib/exports/formats/rows-file";
import { writeSealed } from "@/lib/exports/jobs";
import { findPackChain, findPackNames } from "@/lib/pack-chains/queries";
import { listPeopleUse } from "@/lib/pack-people/queries";
import type { PackProgress } from "@/lib/pack-progress/mutations";
import {
  fixedNames,
  formatPackManifest,
  formatPackReadme,
  listSectionFiles,
} from "@/lib/packs/contents";
import { writeSummary } from "@/lib/packs/formats/summary";
import { writeZip } from "@/lib/packs/formats/zip";
import type { Pack, PackPart, PackVerdict, PartCheck } from "@/lib/packs/model";
import { formatPeopleCsv, formatPeopleJson } from "@/lib/packs/people";
import { purposes } from "@/lib/packs/purposes";
import type { Section } from "@/lib/packs/sections";
import { selectSection } from "@/lib/packs/selection";
import { joinChecks } from "@/lib/packs/verdict";
import { readExportSigner } from "@/lib/runtime/signing-key";

/** Past this, showing every other entry as a stub would outweigh what was asked for. */
const stubsMax = 200_000;

export type WrittenPack = {
  sha256: string;
  bytes: number;
  parts: PackPart[];
  verdict: PackVerdict;
  /** Gives the file its final name. */
  place: () => Promise<void>;
};

type Wish = {
  pack: Pack;
  path: string;
  /** Throws when the pack is no longer this try's to make. */
  save: (progress: PackProgress) => Promise<void>;
};

/**
 * Writes the files of a pack one by one and then the zip of them. What an earlier try has
 * finished is taken as it is; the zip gets its name when it is whole.
 */
export async function writePackFile(ctx: Ctx, wish: Wish): Promise<WrittenPack> {
  const maker = await PackMaker.begin(ctx, wish);
  await maker.makeSections();
  if (purposes[wish.pack.purpose].withPeople) await maker.makePeople();
  return maker.finish();
}

class PackMaker {
  private doneBefore = 0;
  private readonly parts: PackPart[] = [];

  private constructor(
    private readonly ctx: Ctx,
    private readonly wish: Wish,
    private readonly folder: string,
    private readonly sealed: SealedChain,
  ) {}

  static async begin(ctx: Ctx, wish: Wish): Promise<PackMaker> {
    const folder = `${wish.path}.work`;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const sealed = await findPackChain(ctx.scope, wish.pack);
    const { epochIndex } = sealed.proof;
    await wish.save({ epochIndex, tlogProof: sealed.tlogProof });
    return new PackMaker(
      ctx,
      { ...wish, pack: { ...wish.pack, epochIndex } },
      folder,
      sealed,
    );
  }

  async makeSections(): Promise<void> {
    for (const { section, csv, json, bundle } of listSectionFiles(this.wish.pack)) {
      await this.make(csv, () => this.writeRowsPart(section, csv, "csv"));
      await this.make(json, () => this.writeRowsPart(section, json, "json"));
      await this.make(bundle, () => this.writeBundlePart(section, bundle));
    }
  }

  async makePeople(): Promise<void> {
    const { peopleCsv, peopleJson } = fixedNames;
    const selection = selectSection("", this.moment());
    const people = await listPeopleUse(this.ctx.scope, selection);
    await this.writeText(peopleCsv, formatPeopleCsv(people));
    await this.writeText(peopleJson, formatPeopleJson(people));
  }

  async finish(): Promise<WrittenPack> {
    const { pack, path } = this.wish;
    const names = await findPackNames(this.ctx.scope);
    const verdict = joinChecks(this.parts);
    const stream = this.sealed.stream ?? this.sealed.chain.org;
    const facts = { pack, ...names, stream, verdict, parts: this.parts };
    await this.writeText(fixedNames.readme, formatPackReadme(facts));
    await this.writeSummaryPart(facts);
    const manifest = formatPackManifest({ ...facts, parts: this.parts });
    await this.writeText(fixedNames.manifest, manifest);
    const whole = this.parts.filter(({ check }) => !check?.refused);
    const file = join(this.folder, "pack.zip");
    const written = await writeZip(
      file,
      orderFiles(whole).map(({ name }) => ({ name, path: join(this.folder, name) })),
    );
    const place = () => placeFile(file, path);
    return { ...written, parts: this.parts, verdict, place };
  }

  /** A part that is on the disk as the row says is not written again. */
  private async make(name: string, write: () => Promise<PackPart>): Promise<void> {
    const known = this.wish.pack.parts.find((part) => part.name === name);
    const part = known && (await this.isWhole(known)) ? known : await write();
    this.parts.push(part);
    this.doneBefore += part.count ?? 0;
    await this.wish.save({ parts: [...this.parts], doneCount: this.doneBefore });
  }

  private async isWhole({ name, bytes, check }: PackPart): Promise<boolean> {
    if (check?.refused) return false;
    const found = await stat(join(this.folder, name)).catch(() => null);
    return found !== null && found.size === bytes;
  }

  private tick = async (count: number): Promise<void> => {
    await this.wish.save({ doneCount: this.doneBefore + count });
  };

  private moment() {
    const { rangeFrom: from, rangeTo: to, upto } = this.wish.pack;
    return { from, to, upto };
  }

  private async writeRowsPart(
    section: Section,
    name: string,
    format: "csv" | "json",
  ): Promise<PackPart> {
    const { scope } = this.ctx;
    const path = join(this.folder, name);
    const file = await RowsFile.open(path, 0);
    if (file === null) throw new Error(`${name} could not be opened`);
    try {
      const checker = await createChecker(scope);
      const start: RowsState = { doneCount: 0, position: null, checker };
      const wish = {
        scope,
        selection: selectSection(section.query, this.moment()),
        format,
        query: section.query,
        createdAt: this.wish.pack.createdAt.toISOString(),
      };
      const end = await writeRows(file, wish, start, ({ doneCount }) =>
        this.tick(doneCount),
      );
      const written = await file.finish();
      const { checkedCount, linkCount, alteredCount, altered } = checker;
      const found = { checkedCount, linkCount, alteredCount, altered: [...altered] };
      const check = { ...found, refused: null };
      return { name, ...written, count: end.doneCount, check };
    } catch (error) {
      await file.close().catch(() => {});
      throw error;
    }
  }

  /** An entry that does not hold is never bundled; the pack then says so instead. */
  private async writeBundlePart(section: Section, name: string): Promise<PackPart> {
    const { pack } = this.wish;
    const { filter, range } = selectSection(section.query, this.moment());
    const { head, origin, chain } = this.sealed;
    const text = section.query === "" ? null : section.query;
    const path = join(this.folder, name);
    await rm(path, { force: true });
    try {
      const { sha256, bytes, manifest, checkedCount, linkCount } = await writeSealed(
        this.ctx,
        this.sealed,
        {
          clientId: chain.clientId,
          query: { filter: { ...filter, upto: Math.min(pack.upto, head.size) }, text },
          range,
          withStubs: head.size <= stubsMax,
          createdAt: pack.createdAt,
          file: path,
          signer: readExportSigner(origin),
        },
        this.tick,
      );
      const check = { ...none, checkedCount, linkCount };
      return { name, sha256, bytes, count: manifest.entryCount, check };
    } catch (error) {
      if (!(error instanceof BrokenLogError)) throw error;
      const check = { ...none, refused: error.message };
      return { name, sha256: "", bytes: 0, count: 0, check };
    }
  }

  private async writeText(name: string, text: string): Promise<void> {
    const bytes = Buffer.from(text, "utf8");
    const handle = await open(join(this.folder, name), "w", 0o600);
    await handle.writeFile(bytes);
    await handle.close();
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    this.parts.push({ name, bytes: bytes.length, sha256, count: null, check: null });
  }

  private async writeSummaryPart(facts: Parameters<typeof writeSummary>[1]) {
    const path = join(this.folder, fixedNames.summary);
    await rm(path, { force: true });
    const { sha256, bytes } = await writeSummary(path, facts);
    const name = fixedNames.summary;
    this.parts.push({ name, bytes, sha256, count: null, check: null });
  }
}

const none: PartCheck = {
  checkedCount: 0,
  linkCount: 0,
  alteredCount: 0,
  altered: [],
  refused: null,
};

const first = [fixedNames.readme, fixedNames.summary, fixedNames.manifest] as string[];

/** What people read first stands first. */
function orderFiles(parts: readonly PackPart[]): PackPart[] {
  const told = first.flatMap((name) => parts.find((part) => part.name === name) ?? []);
  return [...told, ...parts.filter(({ name }) => !first.includes(name))];
}
