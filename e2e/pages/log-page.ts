import type { Locator, Page } from "@playwright/test";

export class LogPage {
  readonly rows: Locator;
  readonly dialog: Locator;
  readonly search: Locator;

  constructor(readonly page: Page) {
    const details = page.getByRole("link", { name: /^Details/ });
    this.rows = page.getByRole("table").getByRole("row").filter({ has: details });
    this.dialog = page.getByRole("dialog");
    this.search = page.getByRole("combobox", { name: "Search" });
  }

  open(query = ""): Promise<unknown> {
    return this.page.goto(`/admin/audit-logs${query}`);
  }

  /** Opens the list and waits until its scripts answer to keys. */
  async openReady(query = ""): Promise<void> {
    await this.open(query);
    await this.page.locator("[data-keys=ready]").waitFor();
  }

  row(text: string): Locator {
    return this.rows.filter({ hasText: text });
  }

  details(text: string): Locator {
    return this.row(text).getByRole("link", { name: /^Details/ });
  }

  async searchFor(text: string): Promise<void> {
    await this.search.fill(text);
    await this.page.getByRole("button", { name: "Search", exact: true }).click();
  }

  param(name: string): string | null {
    return new URL(this.page.url()).searchParams.get(name);
  }
}
