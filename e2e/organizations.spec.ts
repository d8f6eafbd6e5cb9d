import { randomBytes } from "node:crypto";
import { memberships } from "@/db/schema";
import { inScope } from "@/lib/runtime/transaction";
import { makeOrganization } from "@/testing/organization";
import { expect, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

test("a person of two organizations goes from one to the other, each isolated", async ({
  owner,
  world,
}) => {
  await world.append([{ action: "ticket.created", target: { type: "ticket", id: "1" } }]);
  const slug = `second-${randomBytes(5).toString("hex")}`;
  const second = await makeOrganization(slug);
  await owner.goto("/settings/users");
  await owner.getByRole("link", { name: "Owner Person" }).click();
  await owner.getByRole("heading", { level: 1, name: "Owner Person" }).waitFor();
  const userId = owner.url().split("/").at(-1) ?? "";
  await inScope(second.ctx.scope, (tx) =>
    tx.insert(memberships).values({
      organizationId: second.organizationId,
      userId,
      role: "auditor",
    }),
  );
  await owner.reload();
  await owner
    .getByLabel(/^Account of/)
    .last()
    .click();
  await owner
    .getByRole("button", { name: `Organization ${slug}` })
    .last()
    .click();
  const log = new LogPage(owner);
  await log.open("?range=all");
  await expect(log.row("user.signed_in")).toHaveCount(1);
  await expect(log.row("ticket.created")).toHaveCount(0);
  expect((await owner.goto("/settings/users/invite"))?.status()).toBe(403);
});
