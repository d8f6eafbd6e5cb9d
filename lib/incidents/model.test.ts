import { expect, it } from "vitest";
import { findSealState, type Integrity, isAltered, measureCoverage } from "./model";

const now = Date.parse("2026-11-25T12:00:00Z");
const good: Integrity = {
  minIdx: 10,
  nextIdx: 100,
  isClosed: false,
  sealedSize: 100,
  sealedAt: "2026-11-25T11:59:30Z",
  verifiedSize: 95,
  verifiedAt: "2026-11-25T11:59:40Z",
  passIdx: 50,
  passFinishedAt: null,
  passMs: null,
  openIncidents: [],
};
const incident = {
  id: "1",
  openedAt: "",
  raisedBy: "verifier",
  kind: "content" as const,
  firstIdx: 20,
  lastIdx: 22,
  expected: "",
  found: "",
  why: "",
  intact: "",
  notifiedAt: null,
  closedAt: null,
  closedBy: null,
  closeReason: null,
};

it("the seal has four states, and a warning outweighs all others", () => {
  expect(findSealState(good, now)).toBe("verified");
  expect(findSealState({ ...good, nextIdx: 90_000 }, now)).toBe("verifying");
  expect(findSealState({ ...good, verifiedAt: null }, now)).toBe("unverified");
  expect(findSealState(good, now + 3_600_000)).toBe("unverified");
  const warned = { ...good, openIncidents: [incident] };
  expect(findSealState(warned, now + 3_600_000)).toBe("warning");
});

it("coverage tells what was pruned, verified, and not yet looked at", () => {
  expect(measureCoverage(good)).toEqual({
    pruned: 10,
    verified: 85,
    tail: 5,
    total: 100,
  });
  expect(measureCoverage({ ...good, verifiedSize: 0 })).toMatchObject({
    verified: 0,
    tail: 90,
  });
});

it("an entry is altered where an open incident concerns it", () => {
  expect([19, 20, 22, 23].map((idx) => isAltered(idx, [incident]))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isAltered(3, [{ firstIdx: null, lastIdx: null }])).toBe(false);
});
