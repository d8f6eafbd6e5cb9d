import { expect, it } from "vitest";
import { isDeletedSince, listDeletions } from "./deletions";
import type { Entry, Target } from "./model";

function entryOf(idx: number, verb: string, target: Partial<Target> | null): Entry {
  const whole = target && { type: "ticket", id: null, name: null, url: null, ...target };
  return { idx, verb, outcome: "success", target: whole } as Entry;
}

it("a record that was deleted later is known by its type and id", () => {
  const updated = entryOf(1, "update", { id: "7" });
  const deleted = entryOf(3, "delete", { id: "7" });
  const other = entryOf(2, "update", { id: "8" });
  const reborn = entryOf(4, "create", { id: "7" });
  const deletions = listDeletions([reborn, deleted, other, updated]);
  const told = [updated, deleted, other, reborn].map((one) =>
    isDeletedSince(one, deletions),
  );
  expect(told).toEqual([true, false, false, false]);
});

it("a refused deletion deleted nothing, and a record without an id is none", () => {
  const refused = { ...entryOf(3, "delete", { id: "7" }), outcome: "denied" } as Entry;
  const nameless = entryOf(4, "delete", { name: "Printer" });
  expect(listDeletions([refused, nameless, entryOf(5, "delete", null)])).toEqual({});
});
