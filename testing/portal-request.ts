import fc from "fast-check";
import { listBuiltRoutes } from "./walk/routes";

/** One request as somebody would try it: any route, with whatever they know or guess. */
export type PortalRequest = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | null;
};

/** What an attacker may have seen of others: ids, names of clients, pieces of words. */
export type Known = { ids: string[]; slugs: string[]; words: string[] };

/** These end the session that asks, or go on with another. */
const ownEnds = [
  /sign-out/,
  /organizations\/switch/,
  /sign-in/,
  /reset/,
  /invitations\/accept/,
];

const routes = listBuiltRoutes().filter(
  ({ path }) => !ownEnds.some((one) => one.test(path)),
);
const portalRoutes = routes.filter(({ path }) => /\/portal|preview/.test(path));

const names = [
  ...[
    "q",
    "range",
    "from",
    "to",
    "verb",
    "actor",
    "before",
    "after",
    "client",
    "client_id",
  ],
  ...["upto", "e", "n", "id", "entry", "action", "category", "entity", "ip", "ua", "v"],
  ...[
    "session",
    "request",
    "idx",
    "sidx",
    "org",
    "organization",
    "format",
    "query",
    "page",
  ],
  ...["cols", "by", "source", "outcome", "zone", "of", "cursor", "_rsc", "staffNames"],
];

const headerNames = [
  ...["x-custody-client", "x-custody-organization", "custody.client_id", "x-client-id"],
  ...["x-forwarded-for", "x-forwarded-host", "x-original-url", "x-rewrite-url", "rsc"],
  ...["next-router-prefetch", "next-url", "last-event-id", "accept", "x-custody-path"],
  ...["x-middleware-subrequest", "x-http-method-override", "if-none-match", "range"],
];

/** Arbitrary requests of somebody who knows so much. */
export function portalRequest({ ids, slugs, words }: Known): fc.Arbitrary<PortalRequest> {
  const guess = fc.oneof(
    fc.constantFrom(...ids),
    fc.constantFrom(...slugs),
    fc.constantFrom(...words),
    fc.integer({ min: 0, max: 400 }).map(String),
    fc.constantFrom(
      "all",
      "*",
      "",
      "-type:user",
      "../",
      "%2e%2e",
      "' or 1=1 --",
      "\u202e",
    ),
    fc.string({ maxLength: 12 }),
  );
  const pairs = fc.array(fc.tuple(fc.constantFrom(...names), guess), { maxLength: 4 });
  const route = fc.oneof(
    { arbitrary: fc.constantFrom(...portalRoutes), weight: 3 },
    { arbitrary: fc.constantFrom(...routes), weight: 2 },
  );
  const headers = fc.array(fc.tuple(fc.constantFrom(...headerNames), guess), {
    maxLength: 2,
  });
  return fc
    .record({
      route,
      params: fc.array(guess, { minLength: 3, maxLength: 3 }),
      pairs,
      headers,
    })
    .map(({ route: { method, path }, params, pairs: asked, headers: given }) => {
      let at = 0;
      const filled = path.replace(/\[\w+\]/g, () => {
        at += 1;
        return encodeURIComponent(params[at - 1]?.replaceAll("\0", "") || "none");
      });
      const query = new URLSearchParams(asked).toString();
      const isPost = method === "POST";
      return {
        method,
        path: isPost || query === "" ? filled : `${filled}?${query}`,
        headers: Object.fromEntries(
          given.map(([name, value]) => [name, toHeader(value)]),
        ),
        body: isPost ? query : null,
      };
    });
}

/** A header holds visible ASCII alone; anything else no client could send. */
function toHeader(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, "").trim();
}
