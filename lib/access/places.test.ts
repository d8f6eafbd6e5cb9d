import { expect, it } from "vitest";
import type { Principal } from "./model";
import { listPlaces, places } from "./places";
import type { Role } from "./policy";

function personOf(role: Role): Principal {
  const person = { userId: "u", email: "p@msp.example", name: "P", sessionId: "s" };
  return { kind: "user", role, ...person };
}

it("an owner finds the log and the people in the menu", () => {
  const labels = (group: "main" | "settings") =>
    listPlaces(personOf("owner"), group).map(({ label }) => label);
  expect(labels("main")).toContain("Audit log");
  expect(labels("settings")).toContain("People");
});

it("a technician is not shown a page that would refuse them", () => {
  const hrefs = listPlaces(personOf("technician"), "settings").map(({ href }) => href);
  expect(hrefs).not.toContain("/settings/users");
});

it("somebody who is not signed in is shown nothing", () => {
  for (const group of ["main", "settings", "me"] as const) {
    expect(listPlaces({ kind: "anonymous" }, group)).toEqual([]);
  }
});

it("every page has one place", () => {
  const hrefs = places.map(({ href }) => href);
  expect(hrefs).toEqual([...new Set(hrefs)]);
});
