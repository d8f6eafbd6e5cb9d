import { randomBytes } from "node:crypto";
import { memberships } from "@/db/schema";
import { inScope } from "@/lib/runtime/transaction";
import { makeOrganization } from "@/testing/organization";
import { expect, test } from "./fixtures";

test("a person of two organizations finds the other one in their menu", async ({
  owner,
}) => {
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
  const other = owner.getByRole("button", { name: `Organization ${slug}` }).last();
  await expect(other).toContainText("auditor");
});
