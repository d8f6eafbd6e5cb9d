import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

export const themes = ["light", "dark"] as const;
const ofColours = ["color-contrast", "link-in-text-block"];

/**
 * In both themes, of which the second differs in its colours alone; one that fades in has,
 * half-way, colours of neither, so none does.
 */
export async function expectAccessible(
  page: Page,
  look?: (theme: string) => Promise<unknown>,
): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const axe = new AxeBuilder({ page });
    if (colorScheme !== themes[0]) axe.withRules(ofColours);
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((n) => n.target)}`,
    );
    expect(found).toEqual([]);
    await look?.(colorScheme);
  }
}
