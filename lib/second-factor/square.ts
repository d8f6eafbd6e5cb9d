/** The dark modules of a QR code as one SVG path, a module being one unit. */
export function formatSquare({ size, data }: { size: number; data: ArrayLike<number> }): {
  size: number;
  path: string;
} {
  const runs: string[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (!data[row * size + column]) continue;
      const start = column;
      while (column + 1 < size && data[row * size + column + 1]) column += 1;
      runs.push(`M${start} ${row}h${column - start + 1}v1H${start}z`);
    }
  }
  return { size, path: runs.join("") };
}
