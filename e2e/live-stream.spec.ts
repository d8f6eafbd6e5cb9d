import type { Entry } from "@/lib/entries/model";
import { type LiveEvent, readLive } from "@/testing/live-reader";
import { expect, test } from "./fixtures";
import { startSecond } from "./web";

const nameOf = ({ data }: LiveEvent) => (data as Entry).target?.name;

test("two processes tell the same entries, and a reader may change between them", async ({
  world,
}) => {
  test.setTimeout(180_000);
  const key = await world.createKey();
  const first = process.env.E2E_BASE_URL ?? "";
  const second = await startSecond();
  const headers = { authorization: `Bearer ${key}` };
  const send = async (to: string, ...names: string[]) => {
    const events = names.map((name) => ({
      action: "ticket.created",
      target: { type: "ticket", id: name, name },
    }));
    const answer = await fetch(`${to}/api/v1/events`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ events }),
    });
    expect(answer.status).toBe(201);
  };
  const follow = async (at: string, place?: number) => {
    const abort = new AbortController();
    const answer = await fetch(`${at}/api/v1/audit-logs/stream?action=ticket.*`, {
      headers:
        place === undefined ? headers : { ...headers, "last-event-id": `${place}` },
      signal: abort.signal,
    });
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    return { ...readLive(answer.body), leave: () => abort.abort() };
  };
  try {
    const here = await follow(first);
    const start = performance.now();
    await send(second.url, "a", "b");
    const told = await here.take(2);
    expect(told.map(nameOf)).toEqual(["a", "b"]);
    expect(performance.now() - start).toBeLessThan(5_000);
    here.leave();
    await send(first, "c");
    await send(second.url, "d");
    const there = await follow(second.url, told[0]?.id ?? 0);
    await send(first, "e");
    expect((await there.take(4)).map(nameOf)).toEqual(["b", "c", "d", "e"]);
    there.leave();
  } finally {
    second.stop();
  }
});

test("a page's stream ends when its reader signs out", async ({ owner }) => {
  await owner.goto("/");
  const cookies = await owner.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const base = process.env.E2E_BASE_URL ?? "";
  const answer = await fetch(`${base}/api/live`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  const live = readLive(answer.body);
  await owner
    .getByLabel(/^Account of/)
    .last()
    .click();
  await owner.getByRole("button", { name: "Sign out" }).last().click();
  const rest = await live.drain();
  expect(rest.at(-1)?.event).toBe("end");
  expect((await fetch(`${base}/api/live`, { headers: { cookie } })).status).toBe(401);
});

test("another site's script cannot listen", async ({ owner }) => {
  const base = process.env.E2E_BASE_URL ?? "";
  const answer = await owner.context().request.get(`${base}/api/live`, {
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect(answer.status()).toBe(403);
});
