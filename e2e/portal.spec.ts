import { revokePortalAccess } from "@/lib/contacts/mutations";
import { updatePortal } from "@/lib/portal/mutations";
import { inScope } from "@/lib/runtime/transaction";
import { findEntries } from "@/testing/entry-fields";
import { makePng } from "@/testing/picture";
import { addPortalReader } from "@/testing/portal";
import { expectAccessible } from "./accessible";
import { expect, signIn, test, typePassword } from "./fixtures";
import { append } from "./portal-world";

test("a contact signs in by password and reads what was done, in plain sentences", async ({
  page,
  world,
}) => {
  await append(world);
  const { email } = await world.addPortalReader();
  await page.goto("/signin");
  await typePassword(page, email);
  await expect(page).toHaveURL(/\/portal$/);
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
  const line = page.getByText("Alice Ng closed Ticket #1234 “Printer offline”");
  await expect(line).toBeVisible();
  const source = await page.content();
  for (const hidden of ["198.51.100.9", "secret", "canaryb", "alice@msp"]) {
    expect(source).not.toContain(hidden);
  }
  await page
    .getByRole("link", { name: /Details of entry #\d+: Alice Ng closed/ })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Printer offline");
  await expect(page.getByRole("cell", { name: /closed/ })).toBeVisible();
  await expect(
    page.getByText("Your provider does not show the IP address"),
  ).toBeVisible();
  await expectAccessible(page);
});

test("an entry of another client is not there, and no page of the console opens", async ({
  portalUser,
  world,
}) => {
  const [, theirs] = await append(world);
  expect((await portalUser.goto(`/portal/${theirs?.id}`))?.status()).toBe(404);
  for (const path of ["/", "/admin/audit-logs", "/clients", "/settings", "/me"]) {
    const answer = await portalUser.goto(path);
    expect(answer?.status(), path).toBe(403);
    await expect(portalUser.getByText("This refusal was recorded")).toBeVisible();
    await expect(portalUser.getByRole("navigation", { name: "Main" })).toHaveCount(0);
  }
});

test("staff have no portal of their own, and are told so", async ({ technician }) => {
  expect((await technician.goto("/portal"))?.status()).toBe(403);
  await expect(technician.getByText("portal:audit_log.read")).toBeVisible();
});

test("access that is revoked ends at the next request", async ({ portalUser, world }) => {
  const { ctx } = world;
  const [contact] = await inScope(ctx.scope, (tx) =>
    tx.execute<{ id: string }>(
      "select id from custody.contacts where portal_granted_at is not null",
    ),
  );
  await revokePortalAccess(ctx, { id: contact?.id ?? "" });
  await portalUser.goto("/portal");
  await expect(portalUser).toHaveURL(/\/signin/);
});

test("filters and pages work without any script", async ({ browser, world }) => {
  await append(world);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, (await world.addPortalReader()).email, "/portal");
  await page.getByRole("searchbox", { name: "Search" }).fill("printer");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText(/^1 entry · times in UTC/)).toBeVisible();
  await page.getByRole("searchbox", { name: "Search" }).fill("secret-note");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("Nothing here for this choice")).toBeVisible();
  await context.close();
});

test("what the MSP hides is gone from the next page on, and the change is an entry", async ({
  owner,
  world,
}) => {
  await append(world);
  await owner.goto(`/clients/acme-${world.slug}/portal`);
  await owner.getByLabel("Role only").check();
  await owner.getByLabel("Name above the portal").fill("Acme Dental");
  await owner.getByRole("button", { name: "Save" }).click();
  await expect(owner.getByText("It holds from the next page on.")).toBeVisible();
  await expectAccessible(owner);
  await owner.getByRole("link", { name: "Preview as portal user" }).click();
  await expect(owner.getByText("You see this as a portal user of")).toBeVisible();
  await expect(owner.getByText("Acme Dental")).toBeVisible();
  await expect(owner.getByText("A technician closed Ticket #1234")).toBeVisible();
  expect(await owner.content()).not.toContain("Alice");
  await expect(owner.getByText("looked at the portal as Client")).toBeVisible();
  await expect(owner.getByText("changed the portal of Client")).toBeVisible();
  await expectAccessible(owner);
  await owner.getByRole("link", { name: "Leave the preview" }).click();
  await expect(owner.getByRole("heading", { name: "Audit", exact: true })).toBeVisible();
});

test("a portal reads well on a phone and in the dark", async ({ portalUser, world }) => {
  await append(world);
  await updatePortal(world.ctx, {
    id: world.clientId,
    staffNames: "first",
    showsAddresses: true,
    showsNotes: true,
    hiddenCategories: [],
    displayName: "Acme Dental",
    brandLight: "#8a1c7c",
    brandDark: "#e08ad6",
  });
  await portalUser.setViewportSize({ width: 390, height: 844 });
  await portalUser.emulateMedia({ colorScheme: "dark" });
  await portalUser.goto("/portal");
  await expectAccessible(portalUser);
  const width = await portalUser.evaluate(() => document.body.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});

test("a client's logo is above their own portal, and above no other client's", async ({
  owner,
  browser,
  world,
}) => {
  await owner.goto(`/clients/acme-${world.slug}/portal`);
  const buffer = Buffer.from(makePng(64, 32));
  const file = { name: "acme.png", mimeType: "image/png", buffer };
  await owner.getByLabel("Image").setInputFiles(file);
  await owner.getByRole("button", { name: "Upload" }).click();
  await expect(owner.getByRole("status")).toContainText("The logo was saved");
  const organization = { ...world, organizationId: world.ctx.scope.organizationId };
  const other = await addPortalReader(organization, `globex-${world.slug}`);
  for (const [email, isTheirs] of [
    [(await world.addPortalReader()).email, true],
    [other.email, false],
  ] as const) {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, email, "/portal");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const images = page.getByRole("banner").getByRole("presentation");
    await expect(images).toHaveCount(isTheirs ? 1 : 0);
    if (isTheirs) await expect(images).toHaveJSProperty("naturalWidth", 64);
    const answer = await page.request.get("/api/portal/logo");
    expect(answer.status()).toBe(isTheirs ? 200 : 204);
    await page.context().close();
  }
  await owner.goto("/admin/audit-logs?action=client.portal_changed&range=all");
  await expect(owner.getByRole("main")).toContainText(/logo/i);
});

test("pages of a portal send the browser no entry as data, and nothing hidden (T-09)", async ({
  portalUser,
  world,
}) => {
  const [mine] = await append(world);
  for (const path of ["/portal", `/portal/${mine?.id}`, "/portal/verify"]) {
    for (const accept of ["text/html", "text/x-component"]) {
      const headers: Record<string, string> =
        accept === "text/html" ? {} : { rsc: "1", accept };
      const answer = await portalUser.request.get(path, { headers });
      expect(answer.status()).toBe(200);
      const text = await answer.text();
      expect(findEntries(text), path).toEqual([]);
      for (const hidden of ["198.51.100.9", "secret", "canaryb", '"idx"', "org_hash"]) {
        expect(text, path).not.toContain(hidden);
      }
    }
  }
});
