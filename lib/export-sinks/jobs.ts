import type { SinkFormat } from "@/lib/export-requests/model";
import { openEntriesParquet } from "@/lib/exports/formats/entries-parquet";
import { openEntriesPdf } from "@/lib/exports/formats/entries-pdf";
import type { EntrySink, ExportAbout } from "@/lib/exports/row-format";

/** Opens a new file of a format that is written in one go. */
export function openSink(
  format: SinkFormat,
  path: string,
  about: ExportAbout,
): Promise<EntrySink> {
  return format === "pdf" ? openEntriesPdf(path, about) : openEntriesParquet(path, about);
}
