import postgres from "postgres";
import { formatApiKey, parseApiKey } from "@/lib/access/api-key";
import { createApiKey } from "@/lib/api-keys/mutations";
import { appendEvents } from "@/lib/entries/mutations";
import { createUser } from "@/lib/people/mutations";
import { makeOrganization } from "@/testing/organization";
import { type Figure, measure, percentile } from "./figure";
import { openInstallation } from "./installation";
import { startWeb } from "./web";

const keyTries = 2_000;
const entryTries = 500;
const formTries = 60;
const warmUpTries = 20;
/** How far apart answers may be by half, so that nothing is learnt over a network. */
const gapMsMax = { key: 1, entry: 20, form: 5 };

type Ask = () => Promise<Response>;

/** What the time, status and words of an answer give away of keys, entries and accounts. */
export async function benchSignIn(): Promise<Figure[]> {
  const installation = await openInstallation();
  const { ctx } = await makeOrganization("bench");
  const theirs = await makeOrganization("another");
  const account = { email: "known@bench.example", name: "Known" };
  const password = "correct horse battery staple";
  await createUser(ctx, { ...account, role: "auditor", password });
  const made = { name: "bench", clientSlug: null, expiresAt: null };
  const { key } = await createApiKey(ctx, { ...made, scopes: ["audit:read"] });
  const event = { action: "ticket.created" };
  const { entries } = await appendEvents(theirs.ctx, [{ event, pointer: "" }]);
  const foreignId = entries[0]?.id ?? "";
  const web = await startWeb(installation);
  const admin = postgres(installation.adminUrl, { max: 1, onnotice: () => {} });
  /** Every try as a first one: what is measured is the answer, not the limiter. */
  const forget = () => admin`delete from custody.rate_limits`;
  try {
    return [
      ...(await benchKeys(web.url, key)),
      ...(await benchEntries(web.url, key, foreignId)),
      ...(await benchForms(web.url, account.email, forget)),
    ];
  } finally {
    await admin.end();
    web.stop();
    await installation.stop();
  }
}

/** T-61: an id that nobody has, and a wrong secret of one that somebody has. */
function benchKeys(url: string, key: string): Promise<Figure[]> {
  const parts = parseApiKey(key);
  if (!parts) throw new Error("the key cannot be read");
  const ask = (token: string) => () =>
    fetch(`${url}/api/v1/catalogue`, { headers: { authorization: `Bearer ${token}` } });
  const reversed = [...parts.publicId].reverse().join("");
  const unknown = ask(formatApiKey({ ...parts, publicId: reversed }));
  const wrong = ask(
    formatApiKey({ ...parts, secret: [...parts.secret].reverse().join("") }),
  );
  return compare("key_unknown_or_wrong", [unknown, wrong], {
    tries: keyTries,
    gapMax: gapMsMax.key,
  });
}

/** T-02: an entry of another organization, and one that is not there. */
function benchEntries(url: string, key: string, foreignId: string): Promise<Figure[]> {
  const headers = { authorization: `Bearer ${key}` };
  const ask = (id: string) => () => fetch(`${url}/api/v1/audit-logs/${id}`, { headers });
  const absent = ask([...foreignId].reverse().join("").replace(/^.{4}/, "evt_"));
  return compare("entry_foreign_or_absent", [absent, ask(foreignId)], {
    tries: entryTries,
    gapMax: gapMsMax.entry,
  });
}

/** T-63: an address that somebody has, and one that nobody has. */
async function benchForms(
  url: string,
  email: string,
  forget: () => PromiseLike<unknown>,
): Promise<Figure[]> {
  const post = (path: string, address: string) => async () => {
    await forget();
    return fetch(`${url}${path}`, {
      method: "POST",
      redirect: "manual",
      headers: { origin: url, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ email: address, password: "a wrong password" }),
    });
  };
  const figures: Figure[] = [];
  for (const [name, path] of [
    ["password", "/api/sign-in"],
    ["magic_link", "/api/sign-in/ask-link"],
    ["reset", "/api/reset/ask"],
  ] as const) {
    const pair: [Ask, Ask] = [post(path, "nobody@bench.example"), post(path, email)];
    const options = { tries: formTries, gapMax: gapMsMax.form };
    figures.push(...(await compare(`${name}_unknown_or_known`, pair, options)));
  }
  return figures;
}

/** Both at the same moment, so that what slows the machine down slows both down. */
async function compare(
  name: string,
  asks: [Ask, Ask],
  { tries, gapMax }: { tries: number; gapMax: number },
): Promise<Figure[]> {
  const times: [number[], number[]] = [[], []];
  const said = new Set<string>();
  for (let at = -warmUpTries; at < tries; at += 1) {
    const order = at % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    await Promise.all(
      order.map(async (side) => {
        const start = performance.now();
        const answer = await asks[side]();
        const text = await answer.text();
        if (at < 0) return;
        times[side].push(performance.now() - start);
        said.add(describe(answer, text));
      }),
    );
  }
  const gap = Math.abs(percentile(times[0], 0.5) - percentile(times[1], 0.5));
  return [
    measure(`sign_in.${name}_p50_gap`, gap, "ms", { atMost: gapMax }),
    measure(`sign_in.${name}_answers`, said.size, "kinds", { atMost: 1 }),
  ];
}

/** Everything of an answer but what every one of them has anew. */
function describe({ status, headers }: Response, text: string): string {
  const kept = ["location", "content-type", "cache-control", "www-authenticate"];
  const shown = kept.map((name) => headers.get(name));
  const cookies = headers.getSetCookie().map((cookie) => cookie.split("=")[0]);
  const words = text.replace(/req_[0-9a-f-]+|evt_\w+|nonce-[^'"]+/g, "…");
  return JSON.stringify([status, shown, cookies, words]);
}
