import type { ExportFormat } from "./model";

const units = ["bytes", "kB", "MB", "GB"] as const;
const step = 1_000;

/** A file's size as people say it. */
export function describeBytes(bytes: number): string {
  let [value, at] = [bytes, 0];
  while (value >= step && at < units.length - 1) {
    value /= step;
    at += 1;
  }
  const digits = at === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[at]}`;
}

/** Of the JSON of the same entries; a CSV does not repeat the names of its columns. */
const shares: Record<ExportFormat, number> = {
  csv: 0.75,
  "csv-raw": 0.75,
  json: 1,
  ndjson: 1,
  pdf: 0.25,
  parquet: 0.3,
  bundle: 2.2,
};

export function estimateBytes(
  format: ExportFormat,
  rowCount: number,
  jsonRowBytes: number,
): number {
  return rowCount * jsonRowBytes * shares[format];
}
