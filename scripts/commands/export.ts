import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Ctx } from "@/lib/access/model";
import { findClient } from "@/lib/clients/queries";
import { resolveRange } from "@/lib/entries/range";
import { type ExportFormat, exportFormats } from "@/lib/export-requests/model";
import { exportRows, type RowsExport } from "@/lib/export-rows/jobs";
import { BrokenLogError } from "@/lib/exports/formats/bundle";
import { exportBundle } from "@/lib/exports/jobs";
import { type ExportQuery, parseExportQuery, wholeLog } from "@/lib/exports/model";
import { findOrganizationById } from "@/lib/organizations/queries";
import { createSigner } from "@/lib/proof/signed-note";
import { readSeed } from "@/lib/runtime/signing-key";
import { inScope } from "@/lib/runtime/transaction";
import {
  type Command,
  CommandError,
  type Output,
  optionalText,
  requireText,
} from "./command";
import { type Opened, operatorIn, withDatabase } from "./open";
import { sealFirst } from "./seal-first";

export const exportLog: Command = {
  name: "export",
  summary: "export the log, or what a query selects of it",
  help: `custody export --org SLUG [--client SLUG] [--query 'URL QUERY'] --format FORMAT -o FILE

FORMAT  csv       every field, safe to open in a spreadsheet
        csv-raw   every field exactly as recorded, for programs
        json      one document with the entries and what was verified
        ndjson    one entry a line
        pdf       a document for reading, with a cover
        parquet   typed columns, for analysis
        bundle    the entries with the proof that they are in the log, that none is
                  missing, and that nothing newer was hidden: custody verify FILE

Every entry is recomputed while it is written. In all formats but the bundle an entry that
does not hold is written all the same, marked ALTERED, and the command ends with 1.

--client   one client's stream; without it the whole log of the organization
--query    what the address bar of the log says, such as 'action=ticket.*&range=30d';
           without it everything. A parameter that means nothing is refused
--stubs    with a query: show every other entry of the range as a stub, so that the
           bundle proves that none is missing; its readers see what the filter reads`,
  options: {
    org: { type: "string" },
    client: { type: "string" },
    query: { type: "string" },
    stubs: { type: "boolean" },
    format: { type: "string" },
    output: { type: "string", short: "o" },
  },
  async run(given, output) {
    const org = requireText(given, "org");
    const file = resolve(requireText(given, "output"));
    const format = requireFormat(requireText(given, "format"));
    const query = readQuery(optionalText(given, "query"));
    const clientSlug = optionalText(given, "client");
    mkdirSync(dirname(file), { recursive: true });
    await withDatabase(async (opened) => {
      const ctx = await operatorIn(org);
      const clientId = await findClientId(ctx, clientSlug);
      const zone = await findZone(ctx);
      const wish = { clientId, query, file, zone };
      if (format !== "bundle") return writeFile(ctx, { ...wish, format }, output);
      await sealFirst(opened, ctx.scope.organizationId);
      const withStubs = given.values.stubs === true;
      const signer = exportSigner(opened);
      const range = resolveRange(query.filter, new Date(), zone);
      const asked = { clientId, query, file, range, withStubs, signer };
      const written = await exportBundle(ctx, asked).catch(explainBroken);
      const { manifest, sha256, bytes } = written;
      const { entryCount, claims } = manifest;
      const place = { from_index: manifest.fromIndex, to_index: manifest.toIndex };
      output.result(
        { file, entries: entryCount, ...place, claims, bytes, sha256 },
        `${entryCount.toLocaleString("en")} entries in ${file} (${claims.join(", ")})\nsha256 ${sha256}`,
      );
    });
  },
};

async function writeFile(ctx: Ctx, wish: RowsExport, output: Output): Promise<void> {
  const { file } = wish;
  const { count, bytes, sha256, verification } = await exportRows(ctx, wish);
  output.result(
    { file, entries: count, bytes, sha256, verification },
    `${count.toLocaleString("en")} entries in ${file}, ${verification.altered} altered\nsha256 ${sha256}`,
  );
  if (verification.altered === 0) return;
  const number = verification.altered.toLocaleString("en");
  throw new CommandError(`${number} entries are marked ALTERED in ${file}.`, 1);
}

function requireFormat(format: string): ExportFormat {
  const found = exportFormats.find((known) => known === format);
  if (found) return found;
  throw new CommandError(`--format must be one of ${exportFormats.join(", ")}.`);
}

function readQuery(text: string | null): ExportQuery {
  if (text === null) return wholeLog;
  const read = parseExportQuery(text);
  if (read.ok) return read.value;
  const list = read.problems.map(({ name, value, why }) => `  ${name}=${value} ${why}`);
  throw new CommandError(
    `This query would be read in part, so nothing is exported:\n${list.join("\n")}`,
  );
}

async function findClientId(ctx: Ctx, slug: string | null): Promise<string | null> {
  if (slug === null) return null;
  const client = await inScope(ctx.scope, (tx) => findClient(tx, slug));
  if (client) return client.id;
  throw new CommandError(`There is no client "${slug}" in this organization.`);
}

async function findZone({ scope }: Ctx): Promise<string> {
  const found = await inScope(scope, (tx) =>
    findOrganizationById(tx, scope.organizationId),
  );
  return found?.timeZone ?? "UTC";
}

function exportSigner({ installation }: Opened) {
  const { origin, secrets } = installation;
  return createSigner(`${origin}/export`, readSeed(secrets.exportKeyFile));
}

function explainBroken(thrown: unknown): never {
  if (!(thrown instanceof BrokenLogError)) throw thrown;
  throw new CommandError(
    `The log does not hold, so nothing is exported: ${thrown.message}.`,
    1,
  );
}
