const firstCapacity = 4096;

/** The bytes of one record gathered from chunks; past the bound they are let go. */
export class ByteCollector {
  private buffer = new Uint8Array(firstCapacity);
  private length = 0;

  constructor(private readonly bytesMax: number) {}

  get isTooLarge(): boolean {
    return this.length > this.bytesMax;
  }

  add(bytes: Uint8Array): void {
    const end = this.length + bytes.length;
    if (end <= this.bytesMax) {
      this.grow(end);
      this.buffer.set(bytes, this.length);
    }
    this.length = end;
  }

  /** The first or last few bytes as text, for keys that are ASCII. */
  peek(from: "start" | "end", count: number): string {
    if (this.isTooLarge) return "";
    const start = from === "start" ? 0 : Math.max(0, this.length - count);
    const end = Math.min(this.length, start + count);
    return String.fromCharCode(...this.buffer.subarray(start, end));
  }

  take(): Uint8Array {
    const bytes = this.buffer.slice(0, this.isTooLarge ? 0 : this.length);
    this.length = 0;
    return bytes;
  }

  private grow(needed: number): void {
    if (needed <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(needed, this.buffer.length * 2));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}
