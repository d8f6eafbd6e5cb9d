import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { memberships } from "@/db/schema";
import { inScope } from "@/lib/runtime/transaction";
import { makeOrganization } from "@/testing/organization";
import { expect, signIn, test } from "./fixtures";

/** Another organization in which the person on the page is an auditor. */
async function joinSecond(owner: Page): Promise<string> {
  const slug = `second-${randomBytes(5).toString("hex")}`;
  const second = await makeOrganization(slug);
  await owner.goto("/settings/users");
  await owner.getByRole("link", { name: "Owner Person" }).click();
  await owner.getByRole("heading", { level: 1, name: "Owner Person" }).waitFor();
  const userId = owner.url().split("/").at(-1) ?? "";
  const { organizationId } = second;
  await inScope(second.ctx.scope, (tx) =>
    tx.insert(memberships).values({ organizationId, userId, role: "auditor" }),
  );
  await owner.reload();
  await owner
    .getByLabel(/^Account of/)
    .last()
    .click();
  return slug;
}

test("a person of two organizations finds the other one in their menu, and goes there and back", async ({
  owner,
  world,
}) => {
  const before = await owner.context().cookies();
  const slug = await joinSecond(owner);
  const other = owner.getByRole("button", { name: `Organization ${slug}` }).last();
  await expect(other).toContainText("auditor");
  await other.click();
  await expect(owner).toHaveURL("/");
  await owner.goto("/settings/users");
  await expect(owner.getByRole("link", { name: "Owner Person" })).toBeVisible();
  expect((await owner.request.get("/clients/new")).status()).toBe(403);
  await owner.goto("/admin/audit-logs?action=user.signed_in");
  await expect(owner.getByRole("main")).toContainText("Owner Person");
  await owner.context().addCookies(before);
  await owner.goto("/clients");
  await expect(owner).toHaveURL(/\/signin/);
  await signIn(owner, `owner@${world.slug}.example`, "/");
  await expect(owner).toHaveURL("/");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("one changes the organization all the same", async ({ owner }) => {
    const slug = await joinSecond(owner);
    await owner
      .getByRole("button", { name: `Organization ${slug}` })
      .last()
      .click();
    await expect(owner).toHaveURL("/");
    expect((await owner.request.get("/clients/new")).status()).toBe(403);
  });
});
