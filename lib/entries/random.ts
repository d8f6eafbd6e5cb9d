const poolBytes = 65_536;
const pool = new Uint8Array(poolBytes);
let used = poolBytes;

/** Random bytes from the platform's CSPRNG, drawn in blocks because a call costs microseconds. */
export function drawRandomBytes(count: number): Uint8Array {
  if (used + count > poolBytes) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const bytes = pool.slice(used, used + count);
  pool.fill(0, used, used + count);
  used += count;
  return bytes;
}
