import type { Page } from "@playwright/test";
import { listArrivals } from "@/lib/access/queries";
import { disableUser, updateRole } from "@/lib/people/mutations";
import { readLive } from "@/testing/live-reader";
import { expect, signIn, test, type World } from "./fixtures";
import { startSecond } from "./web";

const first = () => process.env.E2E_BASE_URL ?? "";

async function cookieOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** What an instance answers to a cookie: its status, or that it is nobody's. */
async function look(url: string, cookie: string, path = "/clients") {
  const answer = await fetch(`${url}${path}`, {
    headers: { cookie },
    redirect: "manual",
  });
  const text = await answer.text();
  const location = answer.headers.get("location") ?? "";
  const isOut = /\/signin/.test(location) || /url=\/signin/.test(text);
  return isOut ? "sign in" : answer.status;
}

async function follow(url: string, cookie: string) {
  const stream = await fetch(`${url}/api/live`, { headers: { cookie } });
  expect(stream.status).toBe(200);
  return readLive(stream.body);
}

async function expectSessionEnds(page: Page, theirs: Page, url: string): Promise<void> {
  const cookie = await cookieOf(theirs);
  expect(await look(url, cookie)).toBe(200);
  const live = await follow(url, cookie);
  await page.getByRole("button", { name: "End", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("That session is over.");
  expect(await look(url, cookie)).toBe("sign in");
  expect((await live.drain()).at(-1)?.event).toBe("end");
}

async function expectRightsEnd(world: World, userId: string, page: Page, url: string) {
  const cookie = await cookieOf(page);
  expect(await look(url, cookie, "/settings/users")).toBe(403);
  await updateRole(world.ctx, { userId, role: "auditor" });
  expect(await look(url, cookie, "/api/jump?to=x")).toBe(200);
  const live = await follow(url, cookie);
  await disableUser(world.ctx, { userId });
  expect(await look(url, cookie)).toBe("sign in");
  expect((await live.drain()).at(-1)?.event).toBe("end");
}

async function expectKeyEnds(world: World, url: string): Promise<void> {
  const headers = { authorization: `Bearer ${await world.createKey()}` };
  const read = () => fetch(`${url}/api/v1/audit-logs`, { headers });
  expect((await read()).status).toBe(200);
  const revoke = { method: "POST", headers };
  expect((await fetch(`${first()}/api/v1/keys/revoke`, revoke)).status).toBe(200);
  expect((await read()).status).toBe(401);
}

test("what is ended at one instance is refused by the other at its very next request, and streams end (T-13, T-14, T-61, T-68)", async ({
  page,
  world,
  browser,
}) => {
  test.setTimeout(180_000);
  const second = await startSecond(first());
  try {
    const email = await world.addPerson("technician");
    const userId = (await listArrivals({ email }))[0]?.userId ?? "";
    const theirs = await (await browser.newContext()).newPage();
    await signIn(theirs, email, "/me");
    await signIn(page, email, "/me/sessions");
    await expectSessionEnds(page, theirs, second.url);
    await expectRightsEnd(world, userId, page, second.url);
    await expectKeyEnds(world, second.url);
  } finally {
    second.stop();
  }
});
