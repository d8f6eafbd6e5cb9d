import { encodeText, writeText } from "@/lib/proof/bytes";

const microsPerSecond = 1_000_000;
const serverEpochMillis = Date.UTC(2000, 0, 1);
const fractionFrom = "2000-01-01T00:00:00.".length;
const zero = 0x30;

/** Times in the form of `recorded_at`, as bytes that hold until the next one is written. */
export class InstantBytes {
  private readonly bytes = encodeText("2000-01-01T00:00:00.000000Z");
  private second = 0;

  /** What PostgreSQL counts a time in: microseconds since the year 2000. */
  write(micros: number): Uint8Array {
    const second = Math.floor(micros / microsPerSecond);
    if (second !== this.second) this.writeSecond(second);
    let rest = micros - second * microsPerSecond;
    for (let at = this.bytes.length - 2; at >= fractionFrom; at -= 1) {
      this.bytes[at] = zero + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    return this.bytes;
  }

  private writeSecond(second: number): void {
    const date = new Date(serverEpochMillis + second * 1000);
    writeText(date.toISOString().slice(0, fractionFrom), this.bytes, 0);
    this.second = second;
  }
}

export function formatServerMicros(micros: number): string {
  const millis = Math.floor(micros / 1000);
  const upToMillis = new Date(serverEpochMillis + millis).toISOString().slice(0, -1);
  return `${upToMillis}${String(micros - millis * 1000).padStart(3, "0")}Z`;
}

/** Reads what formatServerMicros writes; null for a time it does not write. */
export function parseServerMicros(text: string): number | null {
  const millis = Date.parse(`${text.slice(0, fractionFrom - 1)}Z`);
  const fraction = Number(text.slice(fractionFrom, -1));
  const micros = (millis - serverEpochMillis) * 1000 + fraction;
  return isServerMicros(micros) ? micros : null;
}

/** Whole, and of years that are written with four digits. */
export function isServerMicros(micros: number): boolean {
  return Number.isSafeInteger(micros) && micros >= 0;
}
