import { describe, expect, it } from "vitest";
import { findPeer } from "./peer";

const proxies = ["10.0.0.0/8", "192.0.2.1", "2001:db8:1::/48", "::1"];

describe("the address a request came from", () => {
  it.each([
    ["198.51.100.9", "198.51.100.9"],
    ["::ffff:198.51.100.9", "198.51.100.9"],
    ["::FFFF:C633:6409", "198.51.100.9"],
    ["2001:DB8:0:0::7", "2001:db8::7"],
    ["fe80::1%eth0", "fe80::1"],
    ["::1", "::1"],
  ])("%s is the socket's peer, in its one form", (socket, shown) => {
    expect(findPeer(socket, undefined, [])).toBe(shown);
  });

  it.each([undefined, "", "unix", "999.1.1.1"])("%j is none", (socket) => {
    expect(findPeer(socket, "203.0.113.7", proxies)).toBeNull();
  });

  it("is not what a stranger claims in X-Forwarded-For (T-46)", () => {
    for (const claim of ["203.0.113.7", "10.0.0.1", "127.0.0.1, 10.0.0.1", "::1"]) {
      expect(findPeer("198.51.100.9", claim, proxies)).toBe("198.51.100.9");
      expect(findPeer("10.0.0.1", claim, [])).toBe("10.0.0.1");
    }
  });

  it.each([
    ["one proxy", "10.0.0.1", "203.0.113.7", "203.0.113.7"],
    ["a mapped proxy", "::ffff:10.0.0.1", "203.0.113.7", "203.0.113.7"],
    ["a mapped client", "10.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"],
    ["a chain of proxies", "10.0.0.1", "203.0.113.7, 192.0.2.1, 10.9.9.9", "203.0.113.7"],
    ["IPv6 proxies", "2001:db8:1::5", "2001:db8:9::7,::1", "2001:db8:9::7"],
    ["a claim in front of the chain", "10.0.0.1", "8.8.8.8, 203.0.113.7", "203.0.113.7"],
    ["no claim at all", "10.0.0.1", "", "10.0.0.1"],
    ["proxies only", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
  ])(
    "behind %s is the first that no proxy of ours is",
    (_title, socket, header, found) => {
      expect(findPeer(socket, header, proxies)).toBe(found);
    },
  );

  it.each([
    "garbage",
    "203.0.113.7, unknown",
    "203.0.113.7, ",
    "203.0.113.7, 1",
    "203.0.113.7, 0x7f.1",
    "203.0.113.7, 010.0.0.1",
    "203.0.113.7, <script>",
  ])("stays the proxy where its header is %j", (header) => {
    expect(findPeer("10.0.0.1", header, proxies)).toBe("10.0.0.1");
  });
});
