export type Figure = {
  name: string;
  value: number;
  unit: string;
  goal: string;
  ok: boolean;
};

type Bound = { atLeast: number } | { atMost: number };

export function measure(name: string, value: number, unit: string, bound: Bound): Figure {
  const rounded = Number(value.toPrecision(4));
  return "atLeast" in bound
    ? {
        name,
        value: rounded,
        unit,
        goal: `>= ${bound.atLeast}`,
        ok: value >= bound.atLeast,
      }
    : {
        name,
        value: rounded,
        unit,
        goal: `<= ${bound.atMost}`,
        ok: value <= bound.atMost,
      };
}

/** The value that `share` of the samples do not pass. */
export function percentile(samples: number[], share: number): number {
  const sorted = [...samples].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
