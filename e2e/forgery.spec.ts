import type { APIRequestContext } from "@playwright/test";
import { configureDatabase } from "@/db/client";
import { formatAddress } from "@/testing/walk/expectation";
import { listBuiltRoutes, nameRoute } from "@/testing/walk/routes";
import { walkRows } from "@/testing/walk/rows";
import { makeWalkWorld } from "@/testing/walk/world";
import { expect, password, test } from "./fixtures";

const base = () => process.env.E2E_BASE_URL ?? "";

/** Ways around the address of a page that one framework or another once fell for. */
const tricks: ((path: string) => [string, Record<string, string>])[] = [
  (path) => [path, { "x-middleware-subrequest": "middleware" }],
  (path) => [path, { "x-middleware-subrequest": "src/middleware:src/middleware" }],
  (path) => [path, { "x-middleware-subrequest": Array(5).fill("proxy").join(":") }],
  (path) => [path, { "x-middleware-subrequest": Array(5).fill("middleware").join(":") }],
  (path) => [path, { "x-middleware-subrequest": "pages/_middleware" }],
  (path) => [path, { RSC: "1" }],
  (path) => [path, { RSC: "1", "Next-Router-Prefetch": "1" }],
  (path) => [path, { RSC: "1", "Next-Router-Segment-Prefetch": "/_tree" }],
  (path) => [`${path}.rsc`, {}],
  (path) => [`${path}?_rsc=1`, { RSC: "1" }],
  (path) => [`${path}.segments/_tree.segment.rsc`, {}],
  (path) => [`/_next/data/build${path}.json`, { "x-nextjs-data": "1" }],
  (path) => [`//localhost${path}`, {}],
  (path) => [path.replaceAll("/", "//"), {}],
  (path) => [path.replace("/a", "/%61").replace("/r", "/%72"), {}],
  (path) => [`/%2e${path}`, {}],
  (path) => [`${path}/.`, {}],
  (path) => [`${path}.`, {}],
  (path) => [path.toUpperCase(), {}],
  (path) => [path, { "x-invoke-path": path, "x-custody-path": path }],
  (path) => [path, { "x-forwarded-host": "evil.example", host: "evil.example" }],
];

test("nobody reaches a page's data by a trick of its address or headers (T-15)", async ({
  request,
}) => {
  test.setTimeout(300_000);
  configureDatabase(process.env.E2E_DATABASE_URL ?? "");
  const { subjects, canaries } = await makeWalkWorld(password);
  const found: string[] = [];
  for (const route of listBuiltRoutes().filter(({ isPage }) => isPage)) {
    const row = walkRows[nameRoute(route)];
    if (row?.door !== "page") continue;
    const path = formatAddress(route.path, row.ask?.(subjects["own client"]) ?? {});
    for (const trick of tricks) {
      const [address, headers] = trick(path);
      const answer = await request.get(`${base()}${address}`, {
        headers,
        maxRedirects: 0,
      });
      const text = await answer.text();
      if (text.includes(canaries.ours) || answer.status() >= 500) {
        found.push(`${address} ${JSON.stringify(headers)}: ${answer.status()}`);
      }
    }
  }
  expect(found).toEqual([]);
});

test("no page is an action of the framework (T-16)", async ({ request }) => {
  for (const { path, isPage } of listBuiltRoutes()) {
    if (!isPage) continue;
    const answer = await request.post(formatAddress(path, {}), {
      headers: { "next-action": "0".repeat(42), origin: base() },
      data: "[]",
    });
    expect(answer.status()).toBe(404);
  }
});

const elsewhere = [
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "https://evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "/..//evil.example",
  "/.//evil.example",
  "@evil.example",
  ".evil.example",
  "/\u2028//evil.example",
  "//localhost:1@evil.example",
  "http://localhost@evil.example",
  "",
];

async function leadsTo(request: APIRequestContext, next: string): Promise<string> {
  const answer = await request.post("/api/theme", {
    headers: { origin: base() },
    form: { theme: "system", next },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  return new URL(answer.headers().location ?? "", base()).origin;
}

test("a form leads to no other site, whatever it is told (open redirects)", async ({
  request,
}) => {
  for (const target of elsewhere) {
    expect(await leadsTo(request, target), target).toBe(base());
  }
});

test("a redirect goes by our own address, not by a host the sender names (T-70)", async ({
  request,
}) => {
  const forged = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.example;proto=https",
    "x-original-url": "/admin",
    origin: base(),
  };
  for (const path of ["/admin/audit-logs", "/settings/audit-log", "/"]) {
    const answer = await request.get(path, { headers: forged, maxRedirects: 0 });
    const location = answer.headers().location ?? "/";
    expect(new URL(location, base()).origin).toBe(base());
    expect(await answer.text()).not.toContain("evil.example");
  }
});

test("every form refuses what another site sends, and reading one changes nothing (T-73)", async ({
  owner,
}) => {
  const { request } = owner.context();
  const origin = base();
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const foreign: Record<string, string>[] = [
    { ...form, origin: "https://evil.example" },
    { ...form, origin: "null" },
    { ...form },
    { ...form, origin, "sec-fetch-site": "cross-site" },
  ];
  const found: string[] = [];
  const posts = listBuiltRoutes().filter(({ method }) => method === "POST");
  for (const { path } of posts.filter((one) => !one.path.startsWith("/api/v1/"))) {
    const address = formatAddress(path, {});
    for (const headers of foreign) {
      const answer = await request.post(address, { headers, data: "", maxRedirects: 0 });
      if (answer.status() !== 403) found.push(`${path}: ${answer.status()}`);
    }
    const headers = { "content-type": "text/plain", origin };
    const text = await request.post(address, { headers, data: "{}", maxRedirects: 0 });
    if (text.status() < 400) found.push(`${path} as text: ${text.status()}`);
    const hasGet = walkRows[`GET ${path}`] !== undefined;
    const read = await request.get(address, { maxRedirects: 0 });
    if (!hasGet && read.status() !== 405) found.push(`${path} read: ${read.status()}`);
  }
  expect(found).toEqual([]);
});
