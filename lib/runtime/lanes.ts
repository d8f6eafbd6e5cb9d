/**
 * Guarantees: what is due is done by lanes side by side, each lane one thing after another,
 * so that a slow receiver keeps only its own waiting.
 * Does not: decide who may do a thing; two processes may list the same.
 */

export type LaneOptions<Due> = {
  /** How many lanes run at once. */
  lanesMax: number;
  list: () => Promise<Due[]>;
  laneOf: (due: Due) => string;
  /** Does one thing that is due; false where the rest of its lane need not try. */
  run: (due: Due) => Promise<boolean>;
  /** Is told of what `run` threw; the rest of the lane waits for the next turn. */
  onError: (error: unknown, due: Due) => void;
};

export class Lanes<Due> {
  private readonly running = new Map<string, Promise<void>>();

  constructor(private readonly options: LaneOptions<Due>) {}

  /** turn starts what is due, and does not wait for it. */
  async turn(): Promise<void> {
    const { lanesMax, list, laneOf } = this.options;
    for (const [name, due] of groupBy(await list(), laneOf)) {
      if (this.running.has(name) || this.running.size >= lanesMax) continue;
      const lane = this.runLane(due).finally(() => this.running.delete(name));
      this.running.set(name, lane);
    }
  }

  /** settle resolves when everything that was begun is over. */
  async settle(): Promise<void> {
    await Promise.all(this.running.values());
  }

  private async runLane(list: Due[]): Promise<void> {
    const { run, onError } = this.options;
    for (const due of list) {
      try {
        if (!(await run(due))) return;
      } catch (error) {
        onError(error, due);
        return;
      }
    }
  }
}

function groupBy<Due>(list: Due[], laneOf: (due: Due) => string): Map<string, Due[]> {
  const groups = new Map<string, Due[]>();
  for (const due of list) {
    const name = laneOf(due);
    groups.set(name, [...(groups.get(name) ?? []), due]);
  }
  return groups;
}
