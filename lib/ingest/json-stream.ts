import { ElementScanner } from "@/lib/ingest/element-scanner";
import {
  refusal,
  type StreamedRecord,
  strictRecord,
  tooLarge,
  withoutByteOrderMark,
} from "@/lib/ingest/records";

/**
 * An array's elements, the array inside a vendor's envelope (CloudTrail's `Records`,
 * Azure's `records`, Graph's `value`, Google's `items`), or values one after another.
 */
export async function* streamJson(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<StreamedRecord> {
  const scanner = new ElementScanner();
  for await (const chunk of withoutByteOrderMark(chunks)) {
    for (const element of scanner.push(chunk)) yield recordOf(element);
  }
  for (const element of scanner.end()) yield recordOf(element);
}

function recordOf(element: {
  line: number;
  bytes: Uint8Array;
  isTooLarge: boolean;
  fault: string | null;
}): StreamedRecord {
  if (element.isTooLarge) return tooLarge(element.line);
  if (element.fault !== null) return refusal(element.line, "syntax", element.fault);
  return strictRecord(element.line, element.bytes);
}
