import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const scriptBytesMax = 170_000;
const pageBytesMax = 700_000;

/** Compressed bytes of every script the page itself names; legacy ones are not loaded. */
async function weighScripts(page: Page, html: string): Promise<number> {
  const tags = html.match(/<script[^>]+src="[^"]+"[^>]*>/g) ?? [];
  const paths = tags
    .filter((tag) => !/nomodule/i.test(tag))
    .flatMap((tag) => /src="([^"]+)"/.exec(tag)?.[1] ?? []);
  expect(paths.length).toBeGreaterThan(5);
  const sizes = await Promise.all(
    [...new Set(paths)].map(async (path) => {
      const answer = await page.request.get(path);
      return gzipSync(await answer.body()).length;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

test("the log of a hundred rows is light: its scripts, and the page itself", async ({
  owner,
  world,
}) => {
  await world.append(
    Array.from({ length: 120 }, (_, at) => ({
      action: "ticket.status_changed",
      actor: { type: "user", id: "usr_a", name: "Alice Ng", email: "alice@msp.example" },
      client: `acme-${world.slug}`,
      target: { type: "ticket", id: String(at), name: `Printer ${at} is offline again` },
      before: { status: "Open", assignee: "Bo Diaz", priority: "Low" },
      after: { status: "Closed", assignee: "Alice Ng", priority: "High" },
      context: { ip: "203.0.113.7", session_id: "s_91c", user_agent: "Firefox/146.0" },
    })),
  );
  const answer = await owner.request.get("/admin/audit-logs?range=30d&entity=ticket");
  const html = await answer.text();
  expect(html.match(/data-entry=/g)).toHaveLength(100);
  expect(html.length).toBeLessThan(pageBytesMax);
  expect(await weighScripts(owner, html)).toBeLessThanOrEqual(scriptBytesMax);
});
