import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import Papa from "papaparse";
import { updatePortal } from "@/lib/portal/mutations";
import { formatSignedHead } from "@/lib/proof/signed-head";
import { createSigner } from "@/lib/proof/signed-note";
import { readSeed } from "@/lib/runtime/signing-key";
import { inScope } from "@/lib/runtime/transaction";
import { sealNow } from "@/lib/seal/mutations";
import { testOrigin } from "@/testing/cluster";
import { fillLog } from "@/testing/draft-log";
import { SealedLog } from "@/testing/sealed-log";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { append } from "./portal-world";

const keptHead = (page: Page) =>
  page.evaluate(() => {
    const [key = ""] = Object.keys(localStorage).filter((name) =>
      name.startsWith("custody-head "),
    );
    return { key, text: localStorage.getItem(key) };
  });

test("a browser keeps the head it saw, and finds that the log of today continues it", async ({
  portalUser,
  world,
}) => {
  await append(world);
  await expect(async () => {
    await portalUser.goto("/portal");
    await expect(portalUser.locator("[data-head]")).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  expect((await keptHead(portalUser)).text).toContain("custody-head/v1");
  await portalUser.reload();
  await expect(portalUser.getByText("it continues what you saw before")).toBeVisible();
});

test("a browser that saw another past warns its reader and the MSP's owners", async ({
  portalUser,
  world,
}) => {
  await append(world);
  await expect(async () => {
    await portalUser.goto("/portal");
    await expect(portalUser.locator("[data-head]")).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  const { key, text } = await keptHead(portalUser);
  const { policy, head } = JSON.parse(text ?? "{}") as { policy: string; head: string };
  const forged = forgeHead(head);
  await portalUser.evaluate(
    ([name = "", value = ""]) => localStorage.setItem(name, value),
    [key, JSON.stringify({ head: forged, policy })],
  );
  await portalUser.reload();
  await expect(
    portalUser.getByText("This log is not the one this browser saw before"),
  ).toBeVisible();
  await expectAccessible(portalUser);
  await expect(async () => {
    const found = await inScope(world.ctx.scope, (tx) =>
      tx.execute(sql`select raised_by, kind from custody.integrity_incidents
        where organization_id = ${world.ctx.scope.organizationId}::uuid`),
    );
    expect(found).toMatchObject([{ raised_by: "portal", kind: "head" }]);
  }).toPass();
  await portalUser.reload();
  await expect(
    portalUser.getByText("reported that the log does not continue"),
  ).toBeVisible();
});

/** As the log's own key would sign another past of the same stream. */
function forgeHead(head: string): string {
  const [, organization = "0", client = "0"] = /\/o\/(\d+)\/c\/(\d+)/.exec(head) ?? [];
  const keyFile = join(process.env.E2E_CUSTODY_DIR ?? "", "log-key.pem");
  const signer = createSigner(testOrigin, readSeed(keyFile));
  const log = new SealedLog(signer, undefined, Number(organization));
  const slot = Number(client);
  const { proof, tlogProof } = fillLog(log, 2, [slot]).parts({ kind: "client" }, slot);
  return formatSignedHead(proof, tlogProof);
}

test("a download holds what is shown, of this client alone and without what is hidden", async ({
  portalUser,
  world,
}) => {
  await append(world);
  await portalUser.goto("/portal?q=printer");
  for (const name of ["CSV for spreadsheets", "JSON"]) {
    await portalUser.getByText("Download", { exact: true }).first().click();
    await portalUser.getByRole("button", { name }).click();
    await expect(portalUser).toHaveURL(/\/portal\/exports/);
    await expect(
      portalUser.getByRole("link", { name: `Download ${name}` }).first(),
    ).toBeVisible({ timeout: 30_000 });
    const waiting = portalUser.waitForEvent("download");
    await portalUser
      .getByRole("link", { name: `Download ${name}` })
      .first()
      .click();
    const text = readFileSync(await (await waiting).path(), "utf8");
    for (const hidden of ["198.51.100.9", "secret", "canaryb", "org_hash"]) {
      expect(text).not.toContain(hidden);
    }
    if (name === "JSON") {
      const { data, total } = JSON.parse(text);
      expect(total).toBe(1);
      expect(data).toMatchObject([
        { action: "ticket.closed", actor: { name: "Alice Ng" }, verification: "holds" },
      ]);
      expect(data[0]).not.toHaveProperty("idx");
    } else {
      const { data } = Papa.parse<Record<string, string>>(text, {
        header: true,
        skipEmptyLines: true,
      });
      expect(data).toHaveLength(1);
      expect(data[0]).toMatchObject({ action: "ticket.closed", ip: "", metadata: "" });
    }
    await portalUser.goto("/portal?q=printer");
  }
  await expectAccessible(portalUser);
  await portalUser.goto("/portal/exports");
  await expectAccessible(portalUser);
});

test("a reader verifies their own log in the browser, and what is hidden is not in the proof", async ({
  portalUser,
  world,
}) => {
  await append(world);
  await updatePortal(world.ctx, {
    id: world.clientId,
    staffNames: "role",
    showsAddresses: false,
    showsNotes: false,
    hiddenCategories: ["contacts"],
    displayName: null,
    brandLight: null,
    brandDark: null,
  });
  await sealNow(world.ctx.scope.organizationId, 60_000);
  await portalUser.goto("/portal");
  await portalUser.getByRole("link", { name: "Verify" }).click();
  await expect(async () => {
    await portalUser.getByRole("button", { name: "Verify in this browser" }).click();
    await expect(portalUser.getByText("This bundle holds")).toBeVisible({
      timeout: 8_000,
    });
  }).toPass({ timeout: 60_000 });
  await expect(portalUser.getByText("COMPLETE").first()).toBeVisible();
  await expectAccessible(portalUser);
  const waiting = portalUser.waitForEvent("download");
  await portalUser.getByRole("link", { name: "Download the proof" }).click();
  const bytes = readFileSync(await (await waiting).path());
  const text = bytes.toString("latin1");
  for (const hidden of ["198.51.100.9", "secret", "Alice", "canaryb", "access_granted"]) {
    expect(text).not.toContain(hidden);
  }
  expect(text).toContain("ticket.closed");
  const line = portalUser.getByText("A technician closed Ticket #1234").first();
  await portalUser.goto("/portal");
  await expect(line).toBeVisible();
  await portalUser.getByRole("link", { name: /A technician closed/ }).click();
  const receipt = portalUser.waitForEvent("download");
  await portalUser.getByRole("link", { name: "Download a receipt" }).click();
  const receiptText = readFileSync(await (await receipt).path(), "latin1");
  expect(receiptText).toContain("Printer offline");
  expect(receiptText).not.toContain("secret");
});
