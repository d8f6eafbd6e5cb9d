import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import { type Cell, type Column, type Kind, listColumns } from "@/lib/exports/columns";
import type { CheckedEntry } from "@/lib/exports/exported-row";
import type { EntrySink, ExportAbout, ExportFacts } from "@/lib/exports/row-format";

/** Rows that are in memory at once, and that a reader takes at once. */
const groupRows = 10_000;

const elements: Record<Kind, Pick<SchemaElement, "type" | "converted_type">> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  number: { type: "INT64" },
  instant: { type: "INT64", converted_type: "TIMESTAMP_MICROS" },
  json: { type: "BYTE_ARRAY", converted_type: "JSON" },
};

/** A file of columns in groups of rows: memory stays what one group takes. */
export async function openEntriesParquet(
  path: string,
  about: ExportAbout,
): Promise<EntrySink> {
  const { isLimited } = about;
  const shown = listColumns(isLimited);
  const file = new ParquetFile(await open(path, "wx", 0o600));
  const writer = new ParquetWriter({
    writer: file,
    schema: describeSchema(shown),
    createdBy: "Custody",
  });
  let waiting: CheckedEntry[] = [];
  const writeGroup = async () => {
    const columnData = shown.map(({ name, kind, read }) => ({
      name,
      data: waiting.map((entry) => formatCell(kind, read(entry))),
      offsetIndex: false,
    }));
    waiting = [];
    await writer.write({ columnData, rowGroupSize: groupRows });
  };
  return {
    take: async (entries) => {
      waiting.push(...entries);
      if (waiting.length >= groupRows) await writeGroup();
    },
    finish: async (facts) => {
      if (waiting.length > 0) await writeGroup();
      writer.kvMetadata = listFacts(about, facts);
      await writer.finish();
      return file.close();
    },
    abandon: () => file.abandon(),
  };
}

function describeSchema(shown: readonly Column[]): SchemaElement[] {
  return [
    { name: "entries", num_children: shown.length },
    ...shown.map(({ name, kind }) => ({
      name,
      ...elements[kind],
      repetition_type: "OPTIONAL" as const,
    })),
  ];
}

function formatCell(kind: Kind, value: Cell): Cell | bigint {
  if (value === undefined || value === null) return undefined;
  if (kind === "number") return BigInt(value as number);
  return kind === "instant" ? countMicros(value as string) : value;
}

/** A date of the language knows milliseconds only. */
function countMicros(instant: string): bigint {
  const fraction = /\.(\d+)/.exec(instant)?.[1] ?? "";
  const rest = fraction.padEnd(6, "0").slice(3, 6);
  return BigInt(Date.parse(instant)) * 1000n + BigInt(rest);
}

function listFacts(about: ExportAbout, facts: ExportFacts) {
  const { organization, isDemo, madeBy, id, filter, range, zone, upto, keys } = about;
  const said = {
    organization,
    demo: isDemo,
    made_by: madeBy,
    export: id,
    filter,
    range,
    zone,
    upto,
    keys,
    ...facts,
  };
  return Object.entries(said).map(([name, value]) => ({
    key: `custody.${name}`,
    value: typeof value === "string" ? value : JSON.stringify(value),
  }));
}

/** Bytes leave for the disk after each group of rows. */
class ParquetFile extends ByteWriter {
  private readonly hash = createHash("sha256");

  constructor(private readonly handle: FileHandle) {
    super(1 << 20);
  }

  async flush(): Promise<void> {
    const bytes = Uint8Array.from(this.getBytes());
    this.index = 0;
    this.hash.update(bytes);
    await this.handle.write(bytes);
  }

  async close(): Promise<{ sha256: string; bytes: number }> {
    await this.flush();
    await this.handle.sync();
    await this.handle.close();
    return { sha256: this.hash.digest("hex"), bytes: this.offset };
  }

  async abandon(): Promise<void> {
    await this.handle.close().catch(() => {});
  }
}
