import { expect } from "vitest";
import { everything } from "@/lib/entries/filter";
import { listPage } from "@/lib/entries/queries";
import type { TestOrganization } from "@/testing/organization";
import type { Person } from "./cast";
import { retell, type Told } from "./told";

export type Cast = Record<"olivia" | "adam" | "tess" | "rory" | "rita", Person>;

/** A day in one organization: what was done, and what the log gained by each step. */
export class Day {
  readonly told: Told[] = [];
  #readTo: number | null = null;

  constructor(readonly organization: TestOrganization) {}

  /** Runs a step and holds what the log gained to what the step should have told. */
  async step<T>(act: Promise<T>, ...should: Told[]): Promise<T> {
    const value = await act;
    expect(await this.#readNews()).toEqual(should);
    this.told.push(...should);
    return value;
  }

  /** A step that is refused: nothing of it happens, and the refusal is told. */
  async refused(act: Promise<unknown>, ...should: Told[]): Promise<void> {
    await expect(act).rejects.toMatchObject({ code: "access.denied" });
    await this.step(Promise.resolve(), ...should);
  }

  /** The whole log again, from its beginning. */
  async readAll(): Promise<Told[]> {
    this.#readTo = null;
    const all: Told[] = [];
    for (;;) {
      const news = await this.#readNews();
      if (news.length === 0) return all;
      all.push(...news);
    }
  }

  async #readNews(): Promise<Told[]> {
    const { scope } = this.organization.ctx;
    const selection = { filter: everything, range: { from: null, to: null } };
    const page = { limit: 50, order: "asc", cursor: this.#readTo, offset: 0 } as const;
    const { entries } = await listPage(scope, selection, page);
    this.#readTo = entries.at(-1)?.idx ?? this.#readTo;
    return entries.map(retell);
  }
}
