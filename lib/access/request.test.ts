import { describe, expect, it } from "vitest";
import { readJson } from "@/testing/hostile-text";
import { describeShared } from "@/testing/shared-data";
import { formatPagePath, isSameOrigin, parseNextPath, readContext } from "./request";

const base = "http://localhost:3000";
const home = "/admin/audit-logs";

describe("the path to go on to after the sign-in", () => {
  it.each([
    ["/audit?x=//y#part", "/audit?x=//y#part"],
    [
      "/clients/acme/audit?q=a%20b&action=user.*",
      "/clients/acme/audit?q=a%20b&action=user.*",
    ],
    ["/", "/"],
    ["/a/../b", "/b"],
  ])("%s is one of our own", (text, path) => {
    expect(parseNextPath(text, base, home)).toBe(path);
  });

  it.each([
    null,
    "",
    "admin",
    "/a\\b",
    "/./..//evil.example",
    "/%2e%2e//evil.example",
    "/.//evil.example",
    "/a\u0000b",
    "/a\u0085b",
    "/\u202egnp.exe",
    "http://localhost:3000/audit",
    "//localhost:3000/audit",
    "/\u{feff}/evil.example",
  ])("%j leads home instead", (text) => {
    expect(parseNextPath(text, base, home)).toBe(home);
  });

  it("never leads to another origin, also when a browser reads it again", () => {
    for (const text of ["/x//evil.example", "/%2f%2fevil.example", "/%5cevil.example"]) {
      const path = parseNextPath(text, base, home);
      expect(new URL(path, base).origin).toBe(base);
    }
  });
});

describeShared("the open-redirect vectors of the fuzz corpus", () => {
  type Vector = { target: string; expect: "allow" | "deny"; why: string };
  const vectors = readJson<Vector[]>("own/open-redirect-vectors.json");

  it("are all here", () => {
    expect(vectors).toHaveLength(20);
  });

  it.each(vectors)("$target: $expect", (vector) => {
    const path = parseNextPath(vector.target, base, home);
    expect(path === home).toBe(vector.expect === "deny");
    expect(new URL(path, base).origin).toBe(base);
    expect(path).toMatch(/^\/(?![/\\])/);
  });
});

describe("a form of our own pages", () => {
  const isOurs = (headers: Record<string, string>) =>
    isSameOrigin(new Headers(headers), "http://localhost:3000/");

  it("comes from our own origin", () => {
    expect(isOurs({ origin: base })).toBe(true);
    expect(isOurs({ origin: base, "sec-fetch-site": "same-origin" })).toBe(true);
  });

  it.each([
    [{}],
    [{ origin: "null" }],
    [{ origin: "" }],
    [{ origin: "https://localhost:3000" }],
    [{ origin: "http://localhost:3001" }],
    [{ origin: "http://localhost" }],
    [{ origin: "http://localhost:3000.evil.example" }],
    [{ origin: "https://evil.example" }],
    [{ origin: base, "sec-fetch-site": "cross-site" }],
    [{ origin: base, "sec-fetch-site": "same-site" }],
    [{ origin: base, "sec-fetch-site": "none" }],
    [{ referer: `${base}/signin` }],
    [{ "sec-fetch-site": "same-origin" }],
  ])("with %j is another site's (T-73)", (headers) => {
    expect(isOurs(headers as Record<string, string>)).toBe(false);
  });
});

describe("the context of a request", () => {
  it("believes our own server's headers and no forwarded ones (T-46)", () => {
    const headers = new Headers({
      "x-custody-peer": "203.0.113.7",
      "x-custody-request-id": "req_1",
      "x-forwarded-for": "198.51.100.1",
      "x-real-ip": "198.51.100.2",
      forwarded: "for=198.51.100.3",
      "user-agent": "curl/8",
    });
    expect(readContext(headers)).toEqual({
      ip: "203.0.113.7",
      user_agent: "curl/8",
      session_id: null,
      request_id: "req_1",
    });
  });

  it("is empty where nothing was sent, and cuts an endless user agent", () => {
    expect(readContext(new Headers())).toEqual({
      ip: null,
      user_agent: null,
      session_id: null,
      request_id: null,
    });
    const headers = new Headers({ "user-agent": "x".repeat(100_000) });
    expect(readContext(headers).user_agent).toHaveLength(1024);
  });
});

it("the way back after a sign-in is the address people see, not the router's", () => {
  expect(formatPagePath("/log?range=30d&_rsc=1a2b")).toBe("/log?range=30d");
  expect(formatPagePath("/log?_rsc=1a2b&e=evt_1")).toBe("/log?e=evt_1");
  expect(formatPagePath("/log?_rsc=1a2b")).toBe("/log");
  expect(formatPagePath("/log?q=a_rsc=b")).toBe("/log?q=a_rsc=b");
});
