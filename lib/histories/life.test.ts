import { expect, it } from "vitest";
import type { Entry } from "@/lib/entries/model";
import { formatActorPath, formatRecordPath, parsePathPart } from "./addresses";
import { countActors, describeLife } from "./life";

const target = { type: "ticket", id: "1234", name: "Printer offline", url: null };
const alice = {
  type: "user",
  id: "usr_a",
  email: "alice@msp.example",
  name: "Alice Ng",
  role: "technician",
} as const;

function entryOf(facts: Partial<Entry>): Entry {
  return { verb: "update", outcome: "success", client: "acme", ...facts } as Entry;
}

it("a record is called by its newest name, also when later entries leave it out", () => {
  const life = describeLife([
    entryOf({ actor: alice, target: { ...target, name: null } }),
    entryOf({ actor: alice, target }),
    entryOf({ actor: alice, target: { ...target, name: "Printer" } }),
  ]);
  expect(life?.target.name).toBe("Printer offline");
});

it("a record is deleted since its last change was a deletion that succeeded", () => {
  const deletion = entryOf({ actor: alice, target, verb: "delete" });
  const look = entryOf({ actor: alice, target, verb: "view" });
  const refused = entryOf({ actor: alice, target, verb: "delete", outcome: "denied" });
  const restored = entryOf({ actor: alice, target, verb: "restore" });
  expect(describeLife([look, refused, deletion])?.deletion).toBe(deletion);
  expect(describeLife([restored, deletion])?.deletion).toBeNull();
  expect(describeLife([refused, restored])?.deletion).toBeNull();
});

it("who touched a record is counted, busiest first", () => {
  const bo = { ...alice, id: "usr_b", name: "Bo Diaz" };
  const entries = [bo, alice, bo].map((actor) => entryOf({ actor, target }));
  expect(countActors(entries).map(({ label, count }) => [label, count])).toEqual([
    ["Bo Diaz", 2],
    ["Alice Ng", 1],
  ]);
});

it("any id has an address that reads back as itself, or none at all", () => {
  for (const id of ["1234", "a/b?c#d", "100%", "<b>", "ü", " "]) {
    const path = formatRecordPath({ type: "a/b", id });
    const [, , type = "", part = ""] = path?.split("/") ?? [];
    expect([parsePathPart(type), parsePathPart(part)]).toEqual(["a/b", id]);
  }
  for (const id of [".", "..", "", null]) {
    expect(formatRecordPath({ type: "ticket", id })).toBeNull();
  }
  expect(parsePathPart("%")).toBeNull();
  expect(formatActorPath({ ...alice, id: null })).toBe("/people/alice%40msp.example");
});
