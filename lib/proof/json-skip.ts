/**
 * Guarantees: checks the grammar of one container of any depth without recursion, so that
 * a text of nothing but brackets can neither overflow the stack nor fill the memory: it
 * costs one byte a level.
 * Does not: build a value or look for equal keys; what lies this deep is refused anyway
 * (docs/format.md, section 2).
 */
import { code } from "./code-unit";
import type { JsonScanner } from "./json-scanner";

/**
 * skipContainer moves past a list or object. Requires: the scanner stands at its bracket.
 */
export function skipContainer(scanner: JsonScanner): void {
  const closes = new ByteStack();
  do {
    const next = scanner.peek();
    const close = closeOf(next);
    if (close === null) {
      scanner.readScalar(next);
    } else if (scanner.opens(close)) {
      closes.push(close);
      if (close === code.closeObject) scanner.readKey();
      continue;
    }
    while (!closes.isEmpty && !scanner.continues(closes.top)) closes.pop();
    if (!closes.isEmpty && closes.top === code.closeObject) scanner.readKey();
  } while (!closes.isEmpty);
}

function closeOf(next: number): number | null {
  if (next === code.openList) return code.closeList;
  return next === code.openObject ? code.closeObject : null;
}

class ByteStack {
  private bytes = new Uint8Array(1024);
  private size = 0;

  get isEmpty(): boolean {
    return this.size === 0;
  }

  get top(): number {
    return this.bytes[this.size - 1] ?? 0;
  }

  push(byte: number): void {
    if (this.size === this.bytes.length) {
      const larger = new Uint8Array(this.size * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.size] = byte;
    this.size += 1;
  }

  pop(): void {
    this.size -= 1;
  }
}
