import type { SinkFormat } from "@/lib/export-requests/model";
import { openEntriesPdf } from "@/lib/exports/formats/entries-pdf";
import type { EntrySink, ExportAbout } from "@/lib/exports/row-format";

/** Opens a new file of a format that is written in one go. */
export function openSink(
  _format: SinkFormat,
  path: string,
  about: ExportAbout,
): Promise<EntrySink> {
  return openEntriesPdf(path, about);
}
