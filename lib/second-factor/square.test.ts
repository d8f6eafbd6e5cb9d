import { create } from "qrcode";
import { expect, it } from "vitest";
import { formatSquare } from "./square";

it("draws each dark module of a code once, and no light one", () => {
  const { modules } = create("otpauth://totp/Custody:ann@msp.example?secret=ABC");
  const { size, path } = formatSquare(modules);
  const drawn = new Set<number>();
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let at = 0; at < Number(width); at += 1) {
      drawn.add(Number(y) * size + Number(x) + at);
    }
  }
  const dark = [...modules.data.keys()].filter((at) => modules.data[at]);
  expect([...drawn].sort((left, right) => left - right)).toEqual(dark);
});
