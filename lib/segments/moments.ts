/** The entries whose sender claims another time than the platform's clock: row and time. */
export type Moments = { rows: Uint16Array; times: BigInt64Array };

export function encodeMoments(moments: { row: number; time: bigint }[]): Uint8Array {
  const times = BigInt64Array.from(moments, ({ time }) => time);
  const rows = Uint16Array.from(moments, ({ row }) => row);
  const bytes = new Uint8Array(times.byteLength + rows.byteLength);
  bytes.set(new Uint8Array(times.buffer), 0);
  bytes.set(new Uint8Array(rows.buffer), times.byteLength);
  return bytes;
}

export function decodeMoments(bytes: Uint8Array): Moments {
  const count = bytes.byteLength / 10;
  const copy = bytes.slice();
  return {
    times: new BigInt64Array(copy.buffer, 0, count),
    rows: new Uint16Array(copy.buffer, count * 8, count),
  };
}

/** Rows of which there is no entry: pruned ones, and any that somebody removed. */
export function encodeRows(rows: number[]): Uint8Array {
  return new Uint8Array(Uint16Array.from(rows).buffer);
}

export function decodeRows(bytes: Uint8Array): Uint16Array {
  return new Uint16Array(bytes.slice().buffer);
}
