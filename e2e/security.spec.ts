import type { EventInput } from "@/lib/entries/model";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

const refusal = (name: string): EventInput => ({
  action: "user.signed_in",
  outcome: "failed",
  actor: { type: "user", id: `u_${name}`, name },
  context: { ip: "198.51.100.23" },
});

const roleChange: EventInput = {
  action: "user.role_changed",
  actor: { type: "user", id: "u_al", name: "Alice Ng" },
  target: { type: "user", id: "u_bo", name: "Bo Diaz" },
  changes: [{ path: "/role", before: "technician", after: "admin" }],
};

test("one address that tried many people is told of, and leads to exactly those entries", async ({
  owner,
  world,
}) => {
  const people = ["ann", "ben", "cat", "dan", "eve"];
  await world.append(people.map(refusal));
  await owner.goto("/security");
  const unusual = owner.getByRole("list", { name: "Unusual activity" });
  const finding = unusual.getByRole("listitem").filter({ hasText: "198.51.100.23" });
  await expect(finding).toContainText("refused as 5 different people, 5 times");
  await expectAccessible(owner);
  await finding.getByRole("link", { name: "The 5 entries" }).click();
  await expect(new LogPage(owner).rows).toHaveCount(people.length);
});

test("a privileged action without a reason waits until somebody says why, and its entry tells it", async ({
  owner,
  world,
}) => {
  await world.append([roleChange]);
  await owner.goto("/security");
  const queue = owner.getByRole("list", { name: "Privileged and unexplained" });
  const waiting = queue.getByRole("listitem").filter({ hasText: "Bo Diaz" });
  await waiting.getByText("Explain…").click();
  await waiting.getByLabel("Reason").fill("Covers for Carol until Friday");
  await waiting.getByLabel("Ticket").fill("HR-12");
  await expectAccessible(owner);
  const entry = await waiting.getByRole("link").getAttribute("href");
  await waiting.getByRole("button", { name: "Explain", exact: true }).click();
  await expect(owner.getByText("Explained; the reason is in the log.")).toBeVisible();
  await expect(waiting).toHaveCount(0);
  await owner.goto(entry ?? "");
  await expect(owner.getByText("Covers for Carol until Friday")).toBeVisible();
  await expect(owner.getByText("Ticket HR-12")).toBeVisible();
});

test("an auditor sees what nobody explained and explains nothing", async ({
  auditor,
  world,
}) => {
  await world.append([roleChange]);
  await auditor.goto("/security");
  const queue = auditor.getByRole("list", { name: "Privileged and unexplained" });
  await expect(queue.getByRole("listitem").first()).toBeVisible();
  await expect(queue.getByText("Explain…")).toHaveCount(0);
});

test("a technician, who sees a part of the log, sees none of it", async ({
  technician,
}) => {
  const refused = await technician.goto("/security");
  expect(refused?.status()).toBe(403);
});
