import { recordRun } from "@/lib/integrity/mutations";
import { sealNow } from "@/lib/seal/mutations";
import { type Verifier, verifyTick, verifyWhole } from "@/lib/verification/mutations";
import { expectAccessible } from "./accessible";
import { expect, test, type World } from "./fixtures";
import { readDownload, tamper, withVerifier } from "./tampering";

/** A verifier looks at every organization of the served database. */
test.describe.configure({ mode: "serial" });

const tickets = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    action: "ticket.status_changed",
    target: { type: "ticket", id: String(at), name: `Printer offline ${at}` },
    changes: [{ path: "/status", before: "Open", after: "Closed" }],
  }));

async function appendTampered(world: World, verifier: Verifier) {
  const entries = await world.append(tickets(6));
  const { organizationId } = world.ctx.scope;
  await sealNow(organizationId);
  await verifyTick(verifier);
  const bad = entries[3];
  if (!bad) throw new Error("no entry to alter");
  await tamper(organizationId, bad.idx);
  return bad;
}

async function verifyNow(verifier: Verifier, organizationId: string): Promise<void> {
  const startedAt = new Date();
  const report = await verifyWhole(verifier, organizationId, { isWhole: true });
  await recordRun(verifier.sql, report, { kind: "on_demand", startedAt });
}

test("a row that a superuser changed turns the seal, and the incident names it", async ({
  owner,
  world,
}) => {
  await withVerifier(async (verifier) => {
    const bad = await appendTampered(world, verifier);
    await owner.goto("/integrity");
    await expect(owner.getByText("Intact")).toBeVisible();
    await verifyTick(verifier);
    const banner = owner.getByRole("alert").filter({ hasText: "INTEGRITY WARNING" });
    for (const path of ["/", "/clients", "/admin/audit-logs", "/settings/users"]) {
      await owner.goto(path);
      await expect(banner).toContainText(`entry #${bad.idx}`);
    }
    await owner.goto("/admin/audit-logs");
    const row = owner.getByRole("row").filter({ hasText: "ALTERED" });
    await expect(row).toHaveCount(1);
    await banner.getByRole("link", { name: "See what to do" }).click();
    await expect(owner.getByRole("heading", { level: 1 })).toHaveText(
      "An entry's content was changed",
    );
    await expect(owner.getByText(`entry #${bad.idx}`).first()).toBeVisible();
    const download = owner.waitForEvent("download");
    await owner.getByRole("link", { name: "Download the evidence" }).click();
    const evidence = readDownload(await (await download).path());
    expect(evidence).toContain("Scanner offline 3");
    await owner.getByLabel("What happened, and what was done").fill("too short");
    await owner.getByRole("button", { name: "Close the incident" }).click();
    await expect(owner.getByText(/must say what happened/).first()).toBeVisible();
    await owner
      .getByLabel("What happened, and what was done")
      .fill("A drill that the owners announced the day before.");
    await owner.getByRole("button", { name: "Close the incident" }).click();
    await expect(banner).toHaveCount(0);
    await owner.goto("/admin/audit-logs?action=security.integrity_warning_closed");
    await expect(owner.getByText(/A drill that the owners announced/)).toHaveCount(0);
    await expect(owner.getByRole("row").nth(1)).toContainText(/closed/i);
  });
});

test("an older row is told when somebody opens it, and the whole log is verified then", async ({
  owner,
  world,
}) => {
  await withVerifier(async (verifier) => {
    const bad = await appendTampered(world, verifier);
    const { organizationId } = world.ctx.scope;
    const asked: string[] = [];
    const listening = await verifier.sql.listen("custody_verify", (id) => {
      asked.push(id);
    });
    await owner.goto("/admin/audit-logs");
    await expect(owner.getByText("ALTERED")).toHaveCount(0);
    await owner.goto(`/admin/audit-logs/${bad.id}`);
    await expect(owner.getByText("ALTERED").first()).toBeVisible();
    await expect.poll(() => asked).toContain(organizationId);
    await listening.unlisten();
    const receipt = await owner.request.get(`/admin/audit-logs/${bad.id}/receipt`);
    expect(receipt.status()).toBe(409);
    expect(await receipt.text()).toContain("log.altered");
    await verifyNow(verifier, organizationId);
    await owner.goto("/integrity");
    await expect(owner.getByRole("link", { name: /content was changed/ })).toContainText(
      `entry #${bad.idx}`,
    );
    await expect(owner.getByText("On demand")).toBeVisible();
  });
});

test("a technician sees that the seal is broken, and no banner to act on", async ({
  technician,
  world,
}) => {
  await withVerifier(async (verifier) => {
    await appendTampered(world, verifier);
    await verifyTick(verifier);
    await technician.goto("/admin/audit-logs");
    await expect(technician.getByText(/warning/i).first()).toBeVisible();
    const banner = technician.getByRole("alert").filter({ hasText: "WARNING" });
    await expect(banner).toHaveCount(0);
  });
});

for (const width of [1440, 390]) {
  test(`the warning and what to do can be read by everybody, at ${width} pixels`, async ({
    owner,
    world,
  }, info) => {
    await withVerifier(async (verifier) => {
      await appendTampered(world, verifier);
      await verifyTick(verifier);
    });
    await owner.setViewportSize({ width, height: 900 });
    await owner.goto("/integrity");
    const look = (name: string) => (theme: string) =>
      owner.screenshot({
        path: info.outputPath(`${name}-${width}-${theme}.png`),
        fullPage: true,
      });
    await expectAccessible(owner, look("integrity"));
    await owner.getByRole("link", { name: /content was changed/ }).click();
    await owner.getByRole("heading", { name: "What to do now" }).waitFor();
    await expectAccessible(owner, look("incident"));
  });
}
