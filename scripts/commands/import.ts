import { createReadStream, openSync, readSync } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Ctx } from "@/lib/access/model";
import { findClient } from "@/lib/clients/queries";
import { streamRecords } from "@/lib/ingest/formats/record-stream";
import type { SourceMapper } from "@/lib/ingest/model";
import { type ImportCounts, importRecords } from "@/lib/ingest/mutations";
import { detectFormat } from "@/lib/ingest/record-format";
import type { RecordFormat } from "@/lib/ingest/records";
import { findSource, listSources } from "@/lib/ingest/sources/registry";
import { inScope } from "@/lib/runtime/transaction";
import {
  type Command,
  CommandError,
  type Output,
  optionalText,
  requireText,
} from "./command";
import { operatorIn, withDatabase } from "./open";

const sources = listSources().map(({ source }) => source);

export const importFile: Command = {
  name: "import",
  summary: "import a file of events or of a vendor's records",
  help: `custody import FILE|- --org SLUG [--client SLUG] --as SOURCE [--skip-bad] [--create-clients]\n\nSOURCE: ${sources.join(" | ")}\n\nImporting a file again adds nothing: a record is known by its vendor's id, or by\nits hash. A refused record stops the import, naming its line; with --skip-bad the\nrest goes on. What was imported before stays.`,
  options: {
    org: { type: "string" },
    client: { type: "string" },
    as: { type: "string" },
    "skip-bad": { type: "boolean" },
    "create-clients": { type: "boolean" },
  },
  async run(given, output) {
    const [file] = given.positionals;
    if (!file) throw new CommandError("Which file? custody import FILE|- --org SLUG ...");
    const mapper = readSource(requireText(given, "as"));
    const org = requireText(given, "org");
    const clientSlug = optionalText(given, "client");
    const input = await openInput(file, mapper);
    await withDatabase(async () => {
      const ctx = await operatorIn(org, "import");
      await refuseUnknownClient(ctx, clientSlug);
      const refusals: string[] = [];
      const counts = await importRecords(ctx, streamRecords(input.chunks, input.format), {
        mapper,
        fileName: file === "-" ? "standard input" : basename(file),
        clientSlug,
        createsClients: given.values["create-clients"] === true,
        skipsBad: given.values["skip-bad"] === true,
        onProgress: (now) => output.progress(describeCounts(now)),
        onRefused: ({ line, pointer, detail }) => {
          const message = `line ${line}: ${pointer ? `${pointer} ` : ""}${detail}`;
          refusals.push(message);
          output.problem(message);
        },
      });
      report(output, counts, given.values["skip-bad"] === true);
    });
  },
};

function report(output: Output, counts: ImportCounts, skipsBad: boolean): void {
  output.result({ ...counts }, describeCounts(counts));
  if (counts.refused === 0) return;
  if (!skipsBad) output.say("Stopped at the refused record. Go on past it: --skip-bad");
  output.fail();
}

function describeCounts({ imported, repeated, refused }: ImportCounts): string {
  const parts = [`${imported.toLocaleString("en")} imported`];
  if (repeated > 0) parts.push(`${repeated.toLocaleString("en")} were there already`);
  if (refused > 0) parts.push(`${refused.toLocaleString("en")} refused`);
  return parts.join(", ");
}

function readSource(name: string): SourceMapper {
  const mapper = findSource(name);
  if (mapper) return mapper;
  throw new CommandError(`Unknown source "${name}". Sources: ${sources.join(", ")}.`);
}

async function refuseUnknownClient(ctx: Ctx, slug: string | null): Promise<void> {
  if (slug === null) return;
  if (await inScope(ctx.scope, (tx) => findClient(tx, slug))) return;
  throw new CommandError(`There is no client "${slug}" in this organization.`);
}

type Input = { chunks: AsyncIterable<Uint8Array>; format: RecordFormat };

async function openInput(file: string, mapper: SourceMapper): Promise<Input> {
  const isCsv = mapper.source === "csv" || file.toLowerCase().endsWith(".csv");
  if (file === "-") {
    const { head, chunks } = await peek(process.stdin);
    return { chunks, format: isCsv ? "csv" : detectFormat(head) };
  }
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new CommandError(`There is no file ${file}.`);
  const format = isCsv ? "csv" : detectFormat(readHead(file));
  return { chunks: createReadStream(file), format };
}

function readHead(file: string): Uint8Array {
  const head = new Uint8Array(65_536);
  return head.subarray(0, readSync(openSync(file, "r"), head));
}

async function peek(stream: AsyncIterable<Uint8Array>) {
  const iterator = stream[Symbol.asyncIterator]();
  const first = await iterator.next();
  const head: Uint8Array = first.done ? new Uint8Array() : first.value;
  async function* all() {
    yield head;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      yield next.value;
    }
  }
  return { head, chunks: all() };
}
