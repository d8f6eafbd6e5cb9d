import type { Page } from "@playwright/test";
import { type HostileList, readHostileText } from "@/testing/hostile-text";
import { hasShared } from "@/testing/shared-folder";
import { expect, test, type World } from "./fixtures";
import { LogPage } from "./pages/log-page";

const ours = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '"><svg onload=alert(1)>',
  "javascript:alert(1)",
  "{{constructor.constructor('alert(1)')()}}",
  "\u202egnp.exe",
];
const lists: HostileList[] = [
  "XSS payloads",
  "big list of naughty strings",
  "own hostile text",
];
const pageSize = 200;
const changesMax = 200;
const searchedMax = 12;
/** Beside the log an entry is shown by the same parts as on its page. */
const besideEvery = 4;

function readTexts(): string[] {
  const outside = hasShared ? lists.flatMap((list) => readHostileText(list)) : [];
  return [...ours, ...outside].filter(
    (text) => text.isWellFormed() && !text.includes("\0") && text.trim() !== "",
  );
}

/** Everything a page may never do with a text that came in: say, load or run something. */
function watch(page: Page, base: string): string[] {
  const seen: string[] = [];
  page.on("dialog", (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = request.url();
    const isOurs = url.startsWith(base) || url.startsWith("data:");
    if (!isOurs) seen.push(`request ${url}`);
  });
  page.on("console", (message) => {
    const text = message.text();
    if (/Content.Security.Policy/i.test(text)) seen.push(text);
  });
  return seen;
}

async function store(world: World, texts: string[]): Promise<string[]> {
  const cut = (text: string, length: number) => [...text].slice(0, length / 2).join("");
  for (let at = 0; at < texts.length; at += 100) {
    await world.append(
      texts.slice(at, at + 100).map((text) => ({
        action: "hostile.sent",
        actor: { type: "user", id: cut(text, 256), name: cut(text, 512) },
        target: { type: cut(text, 128), id: cut(text, 512), name: cut(text, 1024) },
        outcome: "failed",
        reason: text,
        context: { session_id: cut(text, 256), user_agent: text },
      })),
    );
  }
  const packs: string[] = [];
  for (let at = 0; at < texts.length; at += changesMax) {
    const part = texts.slice(at, at + changesMax);
    const [entry] = await world.append([
      {
        action: "hostile.packed",
        changes: part.map((text, place) => ({
          path: `/${place}/${cut(text, 200).replaceAll(/[~/]/g, "-")}`,
          before: `left as it was, then ${text} and the rest`,
          after: `left as it was, then something else and the rest`,
        })),
        metadata: { texts: part },
        request: { method: "POST", url: part[0] ?? "", body: part },
      },
    ]);
    packs.push(entry?.id ?? "");
  }
  return packs;
}

test("no stored text says, loads or runs anything: in lists, details, diffs and marked finds (T-45)", async ({
  owner,
  world,
}) => {
  test.setTimeout(600_000);
  const texts = readTexts();
  const packs = await store(world, texts);
  const seen = watch(owner, process.env.E2E_BASE_URL ?? "");
  const log = new LogPage(owner);
  await log.open(`?action=hostile.sent&n=${pageSize}`);
  for (let row = 0; row < texts.length; row += pageSize) {
    await expect(log.rows.first()).toBeVisible();
    const older = owner.getByRole("link", { name: "Older", exact: true });
    if ((await older.count()) === 0) break;
    await owner.goto((await older.getAttribute("href")) ?? "");
  }
  for (const [at, id] of packs.entries()) {
    await owner.goto(`/admin/audit-logs/${id}`);
    await expect(owner.getByRole("heading", { level: 1 })).toBeVisible();
    if (at % besideEvery !== 0) continue;
    await owner.goto(`/admin/audit-logs?action=hostile.packed&e=${id}`);
    await expect(log.dialog).toBeVisible();
  }
  const step = Math.ceil(texts.length / searchedMax);
  for (let at = 0; at < texts.length; at += step) {
    const q = `"${(texts[at] ?? "").replaceAll(/["\r\n]/g, " ").slice(0, 100)}"`;
    await owner.goto(`/admin/audit-logs?${new URLSearchParams({ q })}`);
    await expect(owner.getByRole("heading", { level: 1 })).toBeVisible();
  }
  expect(seen).toEqual([]);
});

test("the words searched for are marked where they stand", async ({ owner, world }) => {
  await world.append([
    {
      action: "ticket.created",
      target: { type: "ticket", id: "1", name: "Printer on fire" },
    },
  ]);
  const log = new LogPage(owner);
  await log.open("?q=FIRE");
  await expect(log.row("Printer on fire")).toBeVisible();
  const countMarked = () =>
    owner.evaluate(() => {
      const marked = CSS.highlights.get("found");
      return marked ? [...marked].map((range) => String(range)) : [];
    });
  await expect.poll(countMarked).toContain("fire");
  await log.details("Printer on fire").click();
  await expect(log.dialog).toBeVisible();
  await expect.poll(async () => (await countMarked()).length).toBeGreaterThan(1);
});
