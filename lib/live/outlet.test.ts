import { expect, it } from "vitest";
import { liveLimits } from "./model";
import { createOutlet } from "./outlet";
import { createSeats } from "./seats";

const piece = "x".repeat(64 * 1024);

it("a reader that takes nothing is cut off when a megabyte waits for it", async () => {
  let endCount = 0;
  const outlet = createOutlet(() => {
    endCount += 1;
  });
  let written = 0;
  while (!outlet.isEnded()) {
    outlet.write(piece);
    written += piece.length;
  }
  expect(written).toBe(liveLimits.bufferBytesMax);
  await expect(outlet.stream.getReader().read()).rejects.toThrow("too slow");
  outlet.write(piece);
  outlet.end();
  expect(endCount).toBe(1);
});

it("reading the past waits for a slow reader instead of filling its buffer", async () => {
  const outlet = createOutlet(() => {});
  const reader = outlet.stream.getReader();
  for (let count = 0; count < 5; count += 1) outlet.write(piece);
  let isReady = false;
  const waiting = outlet.whenReady().then(() => {
    isReady = true;
  });
  await Promise.resolve();
  expect(isReady).toBe(false);
  await reader.read();
  await reader.read();
  await waiting;
  expect(isReady).toBe(true);
});

it("a reader that goes away ends the stream once", async () => {
  let endCount = 0;
  const outlet = createOutlet(() => {
    endCount += 1;
  });
  await outlet.stream.cancel();
  outlet.end();
  expect(endCount).toBe(1);
  expect(outlet.isEnded()).toBe(true);
});

it("seats are counted for a reader and for the process, and given back once", () => {
  const seats = createSeats({ readerMax: 2, processMax: 3 });
  const first = seats.take("a");
  seats.take("a");
  expect(seats.take("a")).toBe("reader is full");
  seats.take("b");
  expect(seats.take("c")).toBe("process is full");
  if (typeof first !== "function") throw new Error("there was a seat");
  first();
  first();
  expect(seats.count()).toBe(2);
  expect(typeof seats.take("a")).toBe("function");
});
