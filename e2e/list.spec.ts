import { readFile } from "node:fs/promises";
import { expect, signIn, test, type World } from "./fixtures";
import { LogPage } from "./pages/log-page";

const alice = { type: "user" as const, id: "usr_a", name: "Alice Ng" };

async function seed(world: World, count: number) {
  return world.append(
    Array.from({ length: count }, (_, at) => ({
      action: "ticket.updated",
      actor: alice,
      client: `acme-${world.slug}`,
      target: { type: "ticket", id: String(at + 1), name: `Ticket number ${at + 1}.` },
    })),
  );
}

test("oldest first, the pages lead from the beginning of the log to its end and back", async ({
  owner,
  world,
}) => {
  await seed(world, 60);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated&n=50");
  await owner.getByText("Display", { exact: true }).click();
  await owner.getByRole("link", { name: "Oldest first" }).click();
  await expect(log.rows.first()).toContainText("Ticket number 1.");
  expect(log.param("order")).toBe("asc");
  await expect(owner.getByText("Rows 1–50 of 60")).toBeVisible();
  await expect(owner.getByRole("button", { name: "Live" })).toBeHidden();
  await owner.getByRole("link", { name: "Newer" }).click();
  await expect(owner.getByText("Rows 51–60 of 60")).toBeVisible();
  await expect(log.rows.last()).toContainText("Ticket number 60.");
  await owner.getByRole("link", { name: "Older" }).click();
  await expect(owner.getByText("Rows 1–50 of 60")).toBeVisible();
  await expect(log.rows.last()).toContainText("Ticket number 50.");
});

test("what was only looked at is hidden with one press, and a chip says so", async ({
  owner,
  world,
}) => {
  await seed(world, 2);
  await world.append([
    { action: "ticket.viewed", actor: alice, target: { type: "ticket", id: "9" } },
  ]);
  const log = new LogPage(owner);
  await log.open("?entity=ticket");
  await expect(log.rows).toHaveCount(3);
  await owner.getByRole("link", { name: "Hide 1 read" }).click();
  await expect(log.rows).toHaveCount(2);
  await owner.getByRole("link", { name: "Remove filter Reads hidden" }).click();
  await expect(log.rows).toHaveCount(3);
});

test("the tab's title says what is in it, on a client's tab with the client", async ({
  owner,
  world,
}) => {
  await owner.goto("/admin/audit-logs?range=30d&verb=delete&entity=ticket");
  await expect(owner).toHaveTitle("Deletes · Ticket · 30d – Audit");
  await owner.goto(`/clients/acme-${world.slug}/audit?verb=delete`);
  await expect(owner).toHaveTitle(/^Deletes · Acme.* · 7d – Audit$/);
});

test("the details say under which checkpoint an entry is, and that its record is gone since", async ({
  owner,
  world,
}) => {
  const [entry] = await seed(world, 1);
  await world.append([
    { action: "ticket.deleted", actor: alice, target: { type: "ticket", id: "1" } },
  ]);
  const log = new LogPage(owner);
  await expect(async () => {
    await owner.goto(`/admin/audit-logs/${entry?.id}`);
    await expect(owner.getByText(/Under checkpoint \d+/)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(owner.getByText(/deleted since, \d+ \w+ \d{4}/)).toBeVisible();
  await log.openReady("?action=ticket.updated");
  await log.details("Ticket number 1.").click();
  await expect(log.dialog).toContainText(/Under checkpoint \d+/);
  await expect(log.dialog).toContainText("deleted since");
  await log.openReady("?entity=ticket");
  await expect(log.row("Ticket number 1.")).toContainText("deleted since");
});

test("days of the calendar on which something was logged carry a dot", async ({
  owner,
  world,
}) => {
  await seed(world, 1);
  const log = new LogPage(owner);
  await log.openReady();
  await owner.keyboard.press("t");
  const today = owner.getByRole("gridcell", { selected: true }).last();
  await expect(owner.locator("td.has-entries")).toHaveCount(1);
  await expect(today).toHaveClass(/has-entries/);
});

test("selected entries are saved as CSV, JSON and NDJSON, each of them on record", async ({
  owner,
  world,
}) => {
  await seed(world, 3);
  const log = new LogPage(owner);
  await log.openReady("?action=ticket.updated");
  await owner.getByLabel("Select all entries of this page").click();
  const bar = owner.getByRole("region", { name: "Selection" });
  const texts: string[] = [];
  for (const form of ["CSV", "JSON", "NDJSON"]) {
    const saving = owner.waitForEvent("download");
    await bar.getByRole("button", { name: `Save as ${form}`, exact: true }).click();
    const download = await saving;
    expect(download.suggestedFilename()).toBe(`custody-3-entries.${form.toLowerCase()}`);
    texts.push(await readFile(await download.path(), "utf8"));
  }
  const [csv = "", json = "", ndjson = ""] = texts;
  expect(csv.trim().split("\r\n")).toHaveLength(4);
  expect(JSON.parse(json).map(({ id }: { id: string }) => id)).toHaveLength(3);
  expect(
    ndjson
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).action),
  ).toEqual(Array(3).fill("ticket.updated"));
  await log.openReady("?action=export.list_exported");
  await expect(log.rows).toHaveCount(3);
});

test("an expired session leads to the sign-in and from there back to the very entry", async ({
  page,
  world,
}) => {
  const [entry] = await seed(world, 2);
  const email = await world.addPerson("auditor");
  await signIn(page, email);
  const address = `/admin/audit-logs?range=30d&action=ticket.updated&e=${entry?.id}`;
  await page.context().clearCookies();
  await page.goto(address);
  await expect(page).toHaveURL(/\/signin\?next=/);
  const next = new URL(page.url()).searchParams.get("next") ?? "";
  expect(next).toBe(address);
  await signIn(page, email, next);
  await expect(new LogPage(page).dialog).toContainText("Ticket number 1.");
  await new LogPage(page).openReady("?range=30d&action=ticket.updated");
  await page.context().clearCookies();
  await page.getByRole("link", { name: "50 rows per page" }).click();
  await expect(page).toHaveURL(/\/signin\?next=/);
  expect(new URL(page.url()).searchParams.get("next")).toBe(
    "/admin/audit-logs?range=30d&action=ticket.updated&n=50",
  );
});
