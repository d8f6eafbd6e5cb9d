import fc from "fast-check";
import { expect, it } from "vitest";
import { formatServerMicros, isServerMicros, parseServerMicros } from "./instant-bytes";

const lastMicros = 2 ** 53 - 1;

it("a time of the server is written as it is hashed, and read back", () => {
  expect(formatServerMicros(0)).toBe("2000-01-01T00:00:00.000000Z");
  fc.assert(
    fc.property(fc.nat({ max: lastMicros }), (micros) => {
      const text = formatServerMicros(micros);
      const millis = Date.UTC(2000, 0, 1) + Math.floor(micros / 1000);
      const rest = String(micros % 1000).padStart(3, "0");
      expect(text).toBe(new Date(millis).toISOString().replace("Z", `${rest}Z`));
      expect(parseServerMicros(text)).toBe(micros);
    }),
  );
});

it("a time before the year 2000, after the year 2285 or without end is left to its text", () => {
  expect(parseServerMicros("1999-12-31T23:59:59.999999Z")).toBeNull();
  expect(parseServerMicros("9999-12-31T23:59:59.999999Z")).toBeNull();
  expect(parseServerMicros("infinity")).toBeNull();
  expect(isServerMicros(-1)).toBe(false);
  expect(isServerMicros(lastMicros + 1)).toBe(false);
});
