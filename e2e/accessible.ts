import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";
import { expect } from "./fixtures";

const path = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const source = readFileSync(path, "utf8");

export const themes = ["light", "dark"] as const;
const ofColours = ["color-contrast", "link-in-text-block"];
/** What axe finds right is not described: that took it longer than finding it. */
const resultTypes: RunOptions["resultTypes"] = ["violations"];

/**
 * In both themes, of which the second differs in its colours alone; one that fades in has,
 * half-way, colours of neither, so none does. Pages of ours hold no frames of others, so
 * axe runs in the page itself, and is brought there once.
 */
export async function expectAccessible(
  page: Page,
  look?: (theme: string) => Promise<unknown>,
): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const rules = colorScheme === themes[0] ? {} : { runOnly: ofColours };
    expect(await findViolations(page, { ...rules, resultTypes })).toEqual([]);
    await look?.(colorScheme);
  }
}

async function findViolations(page: Page, options: RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  return page.evaluate(async (given) => {
    type Axe = { run: (options: RunOptions) => Promise<AxeResults> };
    const { axe } = window as unknown as { axe: Axe };
    const { violations } = await axe.run(given);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target)}`);
  }, options);
}

const viewports = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/** On a desktop and on a phone, to which `open` brings the page where resizing is not enough. */
export async function expectAccessibleAtEachWidth(
  page: Page,
  open?: () => Promise<unknown>,
): Promise<void> {
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    await open?.();
    await expectAccessible(page);
  }
}
