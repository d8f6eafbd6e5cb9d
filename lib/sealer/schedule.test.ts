import { expect, it } from "vitest";
import { findSealDue, sealLimits } from "./schedule";

const idle = { nowMs: 0, unsealedSinceMs: null, lastSealedMs: 0, isRequested: false };

it("an entry is sealed within a minute of the first that is not", () => {
  const changed = { ...idle, unsealedSinceMs: 1_000, nowMs: 2_000 };
  expect(findSealDue(changed)).toBeNull();
  expect(findSealDue({ ...changed, nowMs: 1_000 + sealLimits.waitMs })).toBe("now");
  expect(sealLimits.waitMs + sealLimits.pollMs).toBeLessThan(60_000);
});

it("an export's request is sealed at once, the first epoch too", () => {
  const changed = { ...idle, unsealedSinceMs: 1_000, nowMs: 1_001 };
  expect(findSealDue({ ...changed, isRequested: true })).toBe("now");
  expect(findSealDue({ ...changed, lastSealedMs: null })).toBe("now");
});

it("an idle log is sealed every hour, and a new one not at all", () => {
  expect(findSealDue({ ...idle, nowMs: sealLimits.idleMs - 1 })).toBeNull();
  expect(findSealDue({ ...idle, nowMs: sealLimits.idleMs })).toBe("idle");
  expect(findSealDue({ ...idle, lastSealedMs: null })).toBeNull();
});
