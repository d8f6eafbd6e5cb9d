import { describe, expect, it } from "vitest";
import { isUserAgentMatch, matchUserAgent } from "@/lib/entries/user-agent";

const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
const windows = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit}`;
const android = `Mozilla/5.0 (Linux; Android 15) ${webkit}`;
const agents = {
  chrome: `${windows} Chrome/146.0.0.0 Safari/537.36`,
  edge: `${windows} Chrome/146.0.0.0 Safari/537.36 Edg/146.0.0.0`,
  edgeOnAndroid: `${android} Chrome/146.0.0.0 Mobile Safari/537.36 EdgA/146.0.0.0`,
  edgeLegacy: `${windows} Chrome/70.0.3538.102 Safari/537.36 Edge/18.19042`,
  opera: `${windows} Chrome/146.0.0.0 Safari/537.36 OPR/130.0.0.0`,
  samsung: `${android} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
  safari:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 " +
    "(KHTML, like Gecko) Version/18.3 Safari/605.1.15",
  firefox:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0",
  curl: "curl/8.9.1",
};

function listMatches(term: string): string[] {
  return Object.entries(agents)
    .filter(([, userAgent]) => isUserAgentMatch(userAgent, term))
    .map(([name]) => name);
}

describe("a browser family", () => {
  it("finds its own browsers and not those that borrow its name", () => {
    expect(listMatches("chrome")).toEqual(["chrome"]);
    expect(listMatches("edge")).toEqual(["edge", "edgeOnAndroid", "edgeLegacy"]);
    expect(listMatches("opera")).toEqual(["opera"]);
    expect(listMatches("safari")).toEqual(["safari"]);
    expect(listMatches("firefox")).toEqual(["firefox"]);
  });

  it("is asked for in any case", () => {
    expect(listMatches(" Safari ")).toEqual(["safari"]);
    expect(listMatches("EDGE")).toEqual(listMatches("edge"));
  });

  it("is stated in lower case only, as the database compares it", () => {
    for (const family of ["chrome", "edge", "firefox", "safari", "opera"]) {
      const { has, hasNot } = matchUserAgent(family);
      for (const word of [...has, ...hasNot]) expect(word).toBe(word.toLowerCase());
    }
  });
});

describe("any other term", () => {
  it("is a plain text found anywhere, whatever its case", () => {
    expect(matchUserAgent("Windows NT 10")).toEqual({
      has: ["windows nt 10"],
      hasNot: [],
    });
    expect(listMatches("CURL/")).toEqual(["curl"]);
    expect(listMatches("100%_")).toEqual([]);
  });

  it("folds ASCII letters and no others", () => {
    expect(isUserAgentMatch("Büro-App", "bÜro")).toBe(false);
    expect(isUserAgentMatch("BüRO-App", "bürO")).toBe(true);
  });

  it("matches every user agent when empty and never a missing one", () => {
    expect(isUserAgentMatch("curl/8.9.1", "")).toBe(true);
    expect(isUserAgentMatch(null, "")).toBe(false);
  });
});
