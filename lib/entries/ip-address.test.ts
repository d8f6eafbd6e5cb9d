import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isInNetwork, parseIpAddress, parseNetwork } from "@/lib/entries/ip-address";

function isIn(ip: string, network: string): boolean {
  const parsed = parseNetwork(network);
  if (!parsed) throw new Error(`${network} is no network`);
  return isInNetwork(ip, parsed);
}

describe("an address", () => {
  it("keeps the spelling of its sender", () => {
    for (const text of [
      "203.0.113.7",
      "0.0.0.0",
      "255.255.255.255",
      "2001:DB8::1",
      "2001:0db8:0000:0000:0000:0000:0000:0001",
      "::",
      "::1",
      "::ffff:203.0.113.7",
      "64:ff9b::192.0.2.33",
    ]) {
      expect(parseIpAddress(text)).toBe(text);
    }
  });

  it("loses its port", () => {
    expect(parseIpAddress("203.0.113.7:443")).toBe("203.0.113.7");
    expect(parseIpAddress("[2001:db8::1]:443")).toBe("2001:db8::1");
    expect(parseIpAddress("[2001:db8::1]")).toBe("2001:db8::1");
  });

  it("is refused in forms that hide what it is", () => {
    for (const text of [
      "",
      "0x7f.1",
      "0x7f000001",
      "127.1",
      "2130706433",
      "010.0.0.1",
      "10.0.0.01",
      "10.0.0.256",
      "10.0.0",
      "10.0.0.1.",
      " 10.0.0.1",
      "10.0.0.1\n",
      "10.0.0.1/8",
      "10.0.0.1:99999",
      "10.0.0.1:",
      "[10.0.0.1]:80",
      "[2001:db8::1]:99999",
      "[2001:db8::1",
      "2001:db8::1]",
      "fe80::1%eth0",
      "[fe80::1%25eth0]:443",
      "1::2::3",
      ":::",
      "1:2:3:4:5:6:7:8:9",
      "12345::",
      "::ffff:010.0.0.1",
      "::ffff:0x7f.0.0.1",
      "::ffff:127.1",
      "AWS Internal",
      "cloudtrail.amazonaws.com",
      "１０.0.0.1",
    ]) {
      expect({ text, read: parseIpAddress(text) }).toEqual({ text, read: null });
    }
  });

  it("is never refused when it is written plainly", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        expect(parseIpAddress(text)).toBe(text);
      }),
    );
  });
});

describe("a network", () => {
  it("holds the addresses that share its prefix", () => {
    expect(isIn("10.255.0.1", "10.0.0.0/8")).toBe(true);
    expect(isIn("11.0.0.1", "10.0.0.0/8")).toBe(false);
    expect(isIn("203.0.113.127", "203.0.113.0/25")).toBe(true);
    expect(isIn("203.0.113.128", "203.0.113.0/25")).toBe(false);
    expect(isIn("8.8.8.8", "0.0.0.0/0")).toBe(true);
    expect(isIn("2001:db8:ffff::1", "2001:db8::/32")).toBe(true);
    expect(isIn("2001:db9::1", "2001:db8::/32")).toBe(false);
    expect(isIn("::1", "::/0")).toBe(true);
  });

  it("is one address when it names no prefix, however that is spelled", () => {
    expect(isIn("10.0.0.5", "10.0.0.5")).toBe(true);
    expect(isIn("10.0.0.6", "10.0.0.5")).toBe(false);
    expect(isIn("2001:DB8:0::1", "2001:db8::1")).toBe(true);
  });

  it("may be written with host bits, which do not count", () => {
    expect(parseNetwork("10.1.2.3/8")?.text).toBe("10.0.0.0/8");
    expect(parseNetwork("2001:db8::1/33")?.text).toBe("2001:db8::/33");
    expect(isIn("10.200.0.1", "10.1.2.3/8")).toBe(true);
  });

  it("of IPv4 holds no IPv6 address, mapped ones included, as in PostgreSQL", () => {
    expect(isIn("::ffff:10.0.0.1", "10.0.0.0/8")).toBe(false);
    expect(isIn("::ffff:10.0.0.1", "::ffff:0:0/96")).toBe(true);
    expect(isIn("10.0.0.1", "::ffff:0:0/96")).toBe(false);
    expect(isIn("10.0.0.1", "::/0")).toBe(false);
  });

  it("is refused when the prefix is not plain or too long", () => {
    for (const text of [
      "10.0.0.0/33",
      "10.0.0.0/08",
      "10.0.0.0/",
      "10.0.0.0/-1",
      "10.0.0.0/8/8",
      "10/8",
      "2001:db8::/129",
      "10.0.0.0:80/8",
      "fe80::%eth0/64",
      "",
    ]) {
      expect({ text, read: parseNetwork(text) }).toEqual({ text, read: null });
    }
  });

  it("never holds what is no address", () => {
    expect(isIn("AWS Internal", "0.0.0.0/0")).toBe(false);
  });
});
