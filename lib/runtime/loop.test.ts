import { expect, it, vi } from "vitest";
import { startLoop } from "./loop";

const never = 1_000_000;

/** An act that tells how often it ran, and a way to wait for the next run. */
function makeAct() {
  let runs = 0;
  let told = () => {};
  return {
    act: async () => {
      runs += 1;
      told();
    },
    count: () => runs,
    next: () =>
      new Promise<void>((resolve) => {
        told = resolve;
      }),
  };
}

it("work starts at once and runs again when it is woken", async () => {
  const work = makeAct();
  const loop = startLoop("test", never, work.act);
  const second = work.next();
  loop.wake();
  await second;
  await loop.stop();
  expect(work.count()).toBe(2);
});

it("work that fails runs again", async () => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  let runs = 0;
  let loop = { wake: () => {}, stop: async () => {} };
  await new Promise<void>((resolve) => {
    loop = startLoop("test", 1, async () => {
      runs += 1;
      if (runs === 1) throw new Error("the first run fails");
      resolve();
    });
  });
  await loop.stop();
  expect(runs).toBeGreaterThanOrEqual(2);
});

it("nothing runs after the loop was stopped", async () => {
  const work = makeAct();
  const loop = startLoop("test", never, work.act);
  await loop.stop();
  loop.wake();
  expect(work.count()).toBe(1);
});
