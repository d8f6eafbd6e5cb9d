import { expect, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

const event = {
  action: "ticket.updated",
  actor: {
    type: "user" as const,
    id: "usr_a",
    name: "Alice Ng",
    email: "alice@msp.example",
  },
  target: { type: "ticket", id: "1234", name: "Printer offline" },
  before: {
    status: "Open",
    address: { city: "Leeds" },
    api_token: "tok-before",
    count: "5",
  },
  after: {
    status: "Closed",
    address: { city: "York" },
    api_token: "tok-after",
    count: 5,
  },
  request: { method: "POST", url: "https://psa.example/api?api_key=sk-secret-value" },
  response: { status: 200, body: { ok: true }, duration_ms: 12 },
};

test("the details show each changed field, before and after", async ({
  owner,
  world,
}) => {
  await world.append([event]);
  const log = new LogPage(owner);
  await log.open("?action=ticket.updated");
  await log.details("Printer offline").click();
  await expect(log.dialog).toContainText("address.city");
  await expect(log.dialog).toContainText("Leeds");
  await expect(log.dialog).toContainText("York");
  await expect(log.dialog).not.toContainText("tok-before");
  await expect(log.dialog).toContainText("[REDACTED]");
  expect(log.param("e")).toMatch(/^evt_/);
});

test("a file in a field is told to be one, and kept nowhere", async ({
  owner,
  world,
}) => {
  const file = `data:image/png;base64,${"iVBORw0KGgoAAAANSUhEUg".repeat(100)}`;
  await world.append([
    {
      action: "contact.updated",
      target: { type: "contact", id: "c-1", name: "Sam Reed" },
      before: { photo: null },
      after: { photo: file },
    },
  ]);
  const log = new LogPage(owner);
  await log.open("?action=contact.updated");
  await expect(log.row("Sam Reed")).toContainText("[BINARY DATA]");
  await log.details("Sam Reed").click();
  await expect(log.dialog).toContainText("[BINARY DATA]");
  expect(await owner.content()).not.toContain("iVBORw0KGgo");
});

test("the request and its answer are in the details, without their secrets", async ({
  owner,
  world,
}) => {
  await world.append([event]);
  const log = new LogPage(owner);
  await log.open("?action=ticket.updated");
  await log.details("Printer offline").click();
  await log.dialog.getByText("Request", { exact: true }).first().click();
  await expect(log.dialog).toContainText("https://psa.example/api");
  await expect(log.dialog).not.toContainText("sk-secret-value");
});

test("opening what was sent to a vendor is recorded once, and the page says so", async ({
  owner,
  world,
}) => {
  const [entry, plain] = await world.append([event, { action: "contact.created" }]);
  await owner.goto(`/admin/audit-logs/${entry?.id}`);
  await owner.getByText("Request", { exact: true }).first().click();
  await expect(owner.getByText("opening this entry was recorded")).toBeVisible();
  await owner.reload();
  await owner.goto(`/admin/audit-logs/${plain?.id}`);
  const log = new LogPage(owner);
  await log.open("?action=entry.request_viewed");
  await expect(log.rows).toHaveCount(1);
  await expect(log.rows.first()).toContainText("Owner Person");
});

test("closing the details returns focus to the row", async ({ owner, world }) => {
  await world.append([event]);
  const log = new LogPage(owner);
  await log.open("?action=ticket.updated");
  await log.details("Printer offline").click();
  await expect(log.dialog).toBeVisible();
  await owner.keyboard.press("Escape");
  await expect(log.dialog).toBeHidden();
  await expect(log.details("Printer offline")).toBeFocused();
  expect(log.param("e")).toBeNull();
});

test("a link to an open entry opens it over the right list", async ({ owner, world }) => {
  const [entry] = await world.append([event]);
  await world.append([{ action: "contact.created" }]);
  const log = new LogPage(owner);
  await log.open(`?action=ticket.updated&e=${entry?.id}`);
  await expect(log.dialog).toContainText("Printer offline");
});

test("an entry has a permanent page with its place in the chain", async ({
  owner,
  world,
}) => {
  const [entry] = await world.append([event]);
  await owner.goto(`/admin/audit-logs/${entry?.id}`);
  await expect(owner.getByRole("heading", { level: 1 })).toContainText("Printer offline");
  await expect(
    owner.getByText(`#${entry?.idx.toLocaleString("en-GB")}`).first(),
  ).toBeVisible();
});

test("hostile text is shown as text and runs nothing", async ({ owner, world }) => {
  const opened: string[] = [];
  owner.on("dialog", (dialog) => {
    opened.push(dialog.message());
    void dialog.dismiss();
  });
  const [entry] = await world.append([
    {
      action: "ticket.updated",
      target: {
        type: "ticket",
        id: "<img src=x onerror=alert(1)>",
        name: "<b>x</b>\u202etxt",
      },
      metadata: { html: "<script>alert(1)</script>", link: "javascript:alert(1)" },
    },
  ]);
  await owner.goto(`/admin/audit-logs/${entry?.id}`);
  await expect(owner.getByText("<b>x</b>").first()).toBeVisible();
  const log = new LogPage(owner);
  await log.open("?action=ticket.updated");
  await expect(log.rows.first()).toContainText("<b>x</b>");
  expect(opened).toEqual([]);
});
