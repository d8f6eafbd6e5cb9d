import { ByteCollector } from "@/lib/ingest/byte-collector";
import {
  recordBytesMax,
  type StreamedRecord,
  strictRecord,
  tooLarge,
  withoutByteOrderMark,
} from "@/lib/ingest/records";

const lineFeed = 0x0a;
const blanks = new Set([0x09, 0x0d, 0x20]);

/** One record a line; CRLF, blank lines and a last line without its end are all right. */
export async function* streamNdjson(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<StreamedRecord> {
  const pending = new ByteCollector(recordBytesMax);
  let line = 1;
  for await (const chunk of withoutByteOrderMark(chunks)) {
    let start = 0;
    let end = chunk.indexOf(lineFeed);
    while (end !== -1) {
      pending.add(chunk.subarray(start, end));
      yield* recordIn(pending, line);
      line += 1;
      start = end + 1;
      end = chunk.indexOf(lineFeed, start);
    }
    pending.add(chunk.subarray(start));
  }
  yield* recordIn(pending, line);
}

function* recordIn(pending: ByteCollector, line: number): Generator<StreamedRecord> {
  const isTooLarge = pending.isTooLarge;
  const bytes = pending.take();
  if (isTooLarge) yield tooLarge(line);
  else if (!bytes.every((byte) => blanks.has(byte))) yield strictRecord(line, bytes);
}
