export type Seats = ReturnType<typeof createSeats>;

export type Refusal = "reader is full" | "process is full";

/** Counts open streams, by reader and in all, before anything is awaited for one. */
export function createSeats({
  readerMax,
  processMax,
}: {
  readerMax: number;
  processMax: number;
}) {
  const taken = new Map<string, number>();
  let total = 0;

  function leave(readerId: string): void {
    const rest = (taken.get(readerId) ?? 1) - 1;
    if (rest === 0) taken.delete(readerId);
    else taken.set(readerId, rest);
    total -= 1;
  }

  return {
    /** How to give the seat back, once; or why there is none. */
    take(readerId: string): (() => void) | Refusal {
      const mine = taken.get(readerId) ?? 0;
      if (mine >= readerMax) return "reader is full";
      if (total >= processMax) return "process is full";
      taken.set(readerId, mine + 1);
      total += 1;
      let isLeft = false;
      return () => {
        if (isLeft) return;
        isLeft = true;
        leave(readerId);
      };
    },
    count: () => total,
  };
}
