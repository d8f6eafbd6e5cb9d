export type UserAgentMatch = { has: string[]; hasNot: string[] };

/**
 * Browsers name each other in their user agents (Edge says it is Chrome, Chrome says it
 * is Safari), so a family is what its own token says minus everybody who borrows that
 * token.
 */
const chromiumBrands = [
  "edg/",
  "edge/",
  "edga/",
  "edgios/",
  "opr/",
  "opera",
  "opios/",
  "samsungbrowser/",
  "vivaldi/",
  "yabrowser/",
  "ucbrowser/",
  "duckduckgo/",
  "whale/",
  "silk/",
  "electron/",
];

const families: ReadonlyMap<string, UserAgentMatch> = new Map([
  ["chrome", { has: ["chrome/"], hasNot: chromiumBrands }],
  // Without its slash: Edge is Edg/, EdgA/, EdgiOS/ and, before 2020, Edge/.
  ["edge", { has: ["edg"], hasNot: ["knowledge"] }],
  ["firefox", { has: ["firefox/"], hasNot: ["seamonkey/", "palemoon/", "waterfox/"] }],
  [
    "safari",
    {
      has: ["safari/", "version/"],
      hasNot: [
        "chrome/",
        "chromium/",
        "crios/",
        "fxios/",
        "android",
        "phantomjs/",
        ...chromiumBrands,
      ],
    },
  ],
  ["opera", { has: ["opr/"], hasNot: [] }],
]);

/** The families that have a name of their own. */
export const userAgentFamilies: readonly string[] = [...families.keys()];

/**
 * What must and must not occur in an ASCII-lower-cased user agent; every word of `has`
 * must. The SQL side applies the same lists with `position(... in lower(ua collate
 * "C"))`.
 */
export function matchUserAgent(term: string): UserAgentMatch {
  const folded = foldAscii(term);
  const family = families.get(folded.trim());
  if (family) return { has: [...family.has], hasNot: [...family.hasNot] };
  return { has: folded === "" ? [] : [folded], hasNot: [] };
}

export function isUserAgentMatch(userAgent: string | null, term: string): boolean {
  if (userAgent === null) return false;
  const { has, hasNot } = matchUserAgent(term);
  const folded = foldAscii(userAgent);
  return (
    has.every((word) => folded.includes(word)) &&
    !hasNot.some((word) => folded.includes(word))
  );
}

/**
 * As PostgreSQL's `lower` under collation "C": letters beyond ASCII stay what they are.
 */
function foldAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
