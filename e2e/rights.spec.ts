import { findMember } from "@/lib/histories/queries";
import { disableUser, updateRole } from "@/lib/people/mutations";
import { readInScope } from "@/lib/runtime/transaction";
import { expect, test, type World } from "./fixtures";

async function findUserId({ ctx }: World, email: string): Promise<string> {
  const { scope } = ctx;
  const member = await readInScope(scope, (tx) =>
    findMember(tx, scope.organizationId, email),
  );
  return member?.id ?? "";
}

test("a changed role holds with the next request, without signing in again (T-13)", async ({
  technician,
  world,
}) => {
  const userId = await findUserId(world, `technician@${world.slug}.example`);
  const people = async () => (await technician.goto("/settings/users"))?.status();
  expect(await people()).toBe(403);
  await updateRole(world.ctx, { userId, role: "auditor" });
  expect(await people()).toBe(200);
  await updateRole(world.ctx, { userId, role: "technician" });
  expect(await people()).toBe(403);
});

test("a disabled person is out with the next request, on every page (T-14)", async ({
  technician,
  world,
}) => {
  const userId = await findUserId(world, `technician@${world.slug}.example`);
  await disableUser(world.ctx, { userId });
  for (const path of ["/admin/audit-logs", "/me", "/jump?to=x"]) {
    await technician.goto(path);
    await expect(technician).toHaveURL(/\/signin\?next=/);
  }
  const answer = await technician.request.get("/api/jump?to=x");
  expect(answer.status()).toBe(401);
});
