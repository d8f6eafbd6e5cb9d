import { Worker } from "node:worker_threads";
import type { PackedBatch } from "@/lib/exports/held-rows";
import type { TextPlan } from "./text-writer";

/** What it holds is a few batches and the texts that entries share. */
const resourceLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 };

type Answer = (rows: Uint8Array | null) => void;

/** A thread that writes batches like a TextWriter, in the order they were given. */
export class TextThread {
  private readonly thread: Worker;
  private readonly waiting: Answer[] = [];
  private isReady = false;

  /** `report` is told why a thread ended that was not stopped. */
  constructor(plan: TextPlan, report: (error: Error) => void) {
    this.thread = new Worker(new URL("text-thread.cjs", import.meta.url), {
      workerData: plan,
      resourceLimits,
      execArgv: [],
    });
    this.thread.on("message", (told: "ready" | { rows: Uint8Array | null }) => {
      if (told === "ready") this.isReady = true;
      else this.waiting.shift()?.(told.rows);
    });
    this.thread.on("error", report);
    this.thread.on("exit", () => this.giveUp());
  }

  /** How many batches it has yet to write; null where it takes none. */
  countWaiting(): number | null {
    return this.isReady ? this.waiting.length : null;
  }

  /** Null also where the thread ended before it had written the batch. */
  write(batch: PackedBatch): Promise<Uint8Array | null> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.thread.postMessage(batch);
    });
  }

  async stop(): Promise<void> {
    await this.thread.terminate();
  }

  private giveUp(): void {
    this.isReady = false;
    for (const answer of this.waiting.splice(0)) answer(null);
  }
}
