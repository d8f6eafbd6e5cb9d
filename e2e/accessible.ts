import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

export const themes = ["light", "dark"] as const;
const ofColours = ["color-contrast", "link-in-text-block"];
/** What axe finds right is not described: that took it longer than finding it. */
const resultTypes = ["violations" as const];

/**
 * In both themes, of which the second differs in its colours alone; one that fades in has,
 * half-way, colours of neither, so none does. Pages of ours hold no frames of others, so
 * that axe may run in the page itself ("legacy mode") and needs no second page.
 */
export async function expectAccessible(
  page: Page,
  look?: (theme: string) => Promise<unknown>,
): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const rules = colorScheme === themes[0] ? {} : { runOnly: ofColours };
    const axe = new AxeBuilder({ page })
      .setLegacyMode()
      .options({ ...rules, resultTypes });
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((n) => n.target)}`,
    );
    expect(found).toEqual([]);
    await look?.(colorScheme);
  }
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
