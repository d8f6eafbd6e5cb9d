import { describe, expect, it } from "vitest";
import { addressOf } from "@/lib/ingest/address";

describe("an address", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["192.0.2.7:51111", "192.0.2.7"],
    ["2001:db8::1", "2001:db8::1"],
    ["[2001:db8::1]:443", "2001:db8::1"],
    ["AWS Internal", null],
    ["cloudformation.amazonaws.com", null],
    ["225.01.00.16", null],
    ["1.2.3", null],
    ["", null],
    [null, null],
  ])("of %s is %s", (sent, read) => {
    expect(addressOf(sent)).toBe(read);
  });
});
