import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { streamRecords } from "@/lib/ingest/formats/record-stream";
import type { SourceMapper } from "@/lib/ingest/model";
import { type ImportCounts, importRecords } from "@/lib/ingest/mutations";
import { detectFormat } from "@/lib/ingest/record-format";
import type { RecordFormat } from "@/lib/ingest/records";
import { findSource, listSources } from "@/lib/ingest/sources/registry";
import type { RefusedRecord } from "@/lib/ingest/taken-record";
import { type Command, CommandError, optionalText, requireText } from "./command";
import { operatorIn, refuseUnknownClient, withDatabase } from "./open";

const sources = listSources().map(({ source }) => source);

/** A result names the first; standard error has them all. */
const refusalsNamedMax = 100;

export const importFile: Command = {
  name: "import",
  summary: "import a file of events or of a vendor's records",
  help: `custody import FILE|- --org SLUG [--client SLUG] --as SOURCE [--skip-bad] [--create-clients]\n\nSOURCE: ${sources.join(" | ")}\n\nImporting a file again adds nothing: a record is known by its vendor's id, or by\nits hash. A refused record stops the import, naming its line; with --skip-bad the\nrest goes on. What was imported before stays.`,
  takesFile: true,
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
    const mapper = readSource(optionalText(given, "as"));
    const org = requireText(given, "org");
    const clientSlug = optionalText(given, "client");
    const createsClients = given.values["create-clients"] === true;
    const skipsBad = given.values["skip-bad"] === true;
    const input = await openInput(file, mapper);
    await withDatabase(async () => {
      const ctx = await operatorIn(org, "import");
      if (!createsClients) await refuseUnknownClient(ctx, clientSlug);
      const refusals: string[] = [];
      const counts = await importRecords(ctx, streamRecords(input.chunks, input.format), {
        mapper,
        fileName: file === "-" ? "standard input" : basename(file),
        clientSlug,
        createsClients,
        skipsBad,
        onProgress: (now) => output.progress(describeCounts(now)),
        onRefused: (refused) => {
          const message = describeRefused(refused);
          if (refusals.length < refusalsNamedMax) refusals.push(message);
          output.remark(message);
        },
      });
      output.result({ ...counts, refusals }, describeCounts(counts));
      if (counts.refused === 0) return;
      if (!skipsBad) output.remark("Stopped there. To go on past it: --skip-bad");
      output.fail();
    });
  },
};

function describeCounts({ imported, repeated, refused }: ImportCounts): string {
  const parts = [`${imported.toLocaleString("en")} imported`];
  const be = repeated === 1 ? "was" : "were";
  if (repeated > 0) parts.push(`${repeated.toLocaleString("en")} ${be} there already`);
  if (refused > 0) parts.push(`${refused.toLocaleString("en")} refused`);
  return parts.join(", ");
}

function describeRefused({ line, pointer, detail }: RefusedRecord): string {
  return `line ${line}: ${pointer ? `${pointer} ` : ""}${detail}`;
}

function readSource(name: string | null): SourceMapper {
  const mapper = name === null ? null : findSource(name);
  if (mapper) return mapper;
  const problem = name === null ? "--as is missing." : `Unknown source "${name}".`;
  throw new CommandError(`${problem} Sources: ${sources.join(", ")}.`);
}

/** What a name says holds also where the first line is broken. */
const formats: Record<string, RecordFormat> = {
  ".csv": "csv",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
};

type Input = { chunks: AsyncIterable<Uint8Array>; format: RecordFormat };

async function openInput(file: string, mapper: SourceMapper): Promise<Input> {
  const known = mapper.source === "csv" ? "csv" : formats[extname(file).toLowerCase()];
  if (file === "-") {
    const { head, chunks } = await peek(process.stdin);
    return { chunks, format: known ?? detectFormat(head) };
  }
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new CommandError(`There is no file ${file}.`);
  const format = known ?? detectFormat(await readHead(file));
  return { chunks: createReadStream(file), format };
}

async function readHead(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(65_536));
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
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
