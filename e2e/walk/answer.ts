import type { APIRequestContext } from "@playwright/test";
import { formatAddress } from "@/testing/walk/expectation";
import type { BuiltRoute } from "@/testing/walk/routes";
import type { Asked, Row } from "@/testing/walk/row";

export type Answer = { status: number; headers: Record<string, string>; text: string };
export type Question = { route: BuiltRoute; row: Row; asked: Asked; key?: string };

const formType = "application/x-www-form-urlencoded";
export const base = () => process.env.E2E_BASE_URL ?? "";

export async function send(
  request: APIRequestContext,
  { route, row, asked, key }: Question,
): Promise<Answer> {
  const url = formatAddress(route.path, asked);
  const headers: Record<string, string> = {
    ...(key === undefined ? {} : { authorization: `Bearer ${asked.key ?? key}` }),
    ...(route.method === "GET" ? {} : { origin: base() }),
    ...(route.method === "GET" || asked.data !== undefined || asked.multipart
      ? {}
      : { "content-type": formType }),
  };
  if (row.isStream) return readHead(request, url, headers);
  const answer = await request.fetch(url, {
    method: route.method,
    maxRedirects: 0,
    headers,
    ...bodyOf(route, row, asked),
  });
  return {
    status: answer.status(),
    headers: answer.headers(),
    text: await answer.text(),
  };
}

/** Playwright's requests wait for the end of an answer; a stream has none. */
async function readHead(
  request: APIRequestContext,
  path: string,
  headers: Record<string, string>,
): Promise<Answer> {
  const { cookies } = await request.storageState();
  const cookie = cookies
    .filter((one) => path.startsWith(one.path))
    .map(({ name, value }) => `${name}=${value}`)
    .join("; ");
  const stop = new AbortController();
  const answer = await fetch(`${base()}${path}`, {
    headers: { ...headers, cookie },
    redirect: "manual",
    signal: stop.signal,
  });
  stop.abort();
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    text: "",
  };
}

function bodyOf({ method }: BuiltRoute, { door }: Row, { form, multipart, data }: Asked) {
  if (method === "GET") return {};
  if (data !== undefined) return { data };
  if (multipart) return { multipart };
  return door === "api" ? {} : { data: new URLSearchParams(form).toString() };
}

export function classify(
  { status, headers, text }: Answer,
  { door }: Row,
): string | number {
  if ([401, 403, 404, 405].includes(status) || status >= 500) return status;
  if (door === "public") return "let in";
  const location = headers.location ?? "";
  if (/^(http:\/\/localhost:\d+)?\/signin\b/.test(location)) return "sign in";
  const isPage = (headers["content-type"] ?? "").startsWith("text/html");
  const leads = isPage && /url=\/signin\?next=/.test(text);
  return leads ? "sign in" : "let in";
}

/** T-17 and T-99: what every answer carries, whoever it is for. */
export function describeHeaders({ headers }: Answer): string[] {
  const policy = headers["content-security-policy"] ?? "";
  const isPrivate = /no-store|private/.test(headers["cache-control"] ?? "");
  const checks: [boolean, string][] = [
    [isPrivate, `may be cached: ${headers["cache-control"]}`],
    [/script-src 'nonce-[^']{20,}'/.test(policy), "no nonce"],
    [/frame-ancestors 'none'/.test(policy), "may be framed"],
    [headers["x-content-type-options"] === "nosniff", "no nosniff"],
    [headers["referrer-policy"] === "same-origin", "no referrer policy"],
    [headers["cross-origin-opener-policy"] === "same-origin", "no opener policy"],
    [headers["cross-origin-resource-policy"] === "same-origin", "no resource policy"],
    [headers["permissions-policy"] !== undefined, "no permissions policy"],
  ];
  return checks.filter(([isGood]) => !isGood).map(([, problem]) => problem);
}
