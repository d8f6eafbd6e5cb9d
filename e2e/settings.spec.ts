import { makePng } from "@/testing/picture";
import { expect, test } from "./fixtures";
import { LogPage } from "./pages/log-page";

test("a key is made, shown once, tried, rotated and revoked", async ({
  owner,
  request,
}) => {
  await owner.goto("/settings/api-keys/new");
  await owner.getByLabel("Name", { exact: true }).fill("psa-sync");
  await owner.getByLabel("Addresses").fill("not an address");
  await owner.getByRole("button", { name: "Create key" }).click();
  await expect(owner.getByLabel("Addresses")).toHaveValue("not an address");
  await expect(owner.getByLabel("Addresses")).toHaveAccessibleDescription(
    /must be an address or a range/i,
  );
  await owner.getByLabel("Addresses").fill("127.0.0.0/8\n::1");
  await owner.getByRole("button", { name: "Create key" }).click();
  const shown = owner.getByText(/^cus_live_\w{46}$/);
  const key = (await shown.textContent()) ?? "";
  const send = async (value: string) =>
    (
      await request.post("/api/v1/events", {
        headers: { authorization: `Bearer ${value}` },
        data: { action: "ticket.created", target: { type: "ticket", id: "1" } },
      })
    ).status();
  expect(await send(key)).toBe(201);
  await owner.reload();
  await expect(shown).toHaveCount(0);
  const row = owner.getByRole("row").filter({ hasText: "psa-sync" });
  await row.first().getByText("Rotate").first().click();
  await row.first().getByRole("button", { name: "Rotate" }).click();
  const second = (await shown.textContent()) ?? "";
  expect(await send(key)).toBe(201);
  expect(await send(second)).toBe(201);
  await owner.getByLabel("The key", { exact: true }).fill(key);
  await owner.getByRole("button", { name: "Stop this key" }).click();
  await expect(owner.getByRole("status")).toContainText("That was key psa-sync");
  expect(await send(key)).toBe(401);
  await row.first().getByText("Revoke").first().click();
  await row.first().getByRole("button", { name: "Revoke" }).click();
  await expect(owner.getByRole("status")).toContainText("it stopped working");
  expect(await send(second)).toBe(401);
});

test("a key that is found outside ends itself, without an account", async ({
  world,
  request,
}) => {
  const headers = { authorization: `Bearer ${await world.createKey()}` };
  const ended = await request.post("/api/v1/keys/revoke", { headers });
  expect(await ended.json()).toMatchObject({ revoked: true });
  expect((await request.get("/api/v1/audit-logs", { headers })).status()).toBe(401);
});

test("a colour nobody can read is refused with its contrast, and a good one kept", async ({
  owner,
}) => {
  await owner.goto("/settings/organization");
  await owner.getByLabel(/Colour, light/).fill("#ffff00");
  await owner.getByRole("button", { name: "Save" }).first().click();
  const colour = owner.getByLabel(/Colour, light/);
  await expect(colour).toHaveAccessibleDescription(/contrast of 1\.07:1/);
  await expect(colour).toHaveValue("#ffff00");
  await colour.fill("#2557a7");
  await owner.getByRole("button", { name: "Save" }).first().click();
  await expect(owner.getByRole("status")).toContainText("Saved");
  const log = new LogPage(owner);
  await log.open("?action=organization.updated");
  await expect(log.rows.first()).toContainText("#2557a7");
});

test("a logo is served as an image and nothing else; what is none is refused", async ({
  owner,
}) => {
  await owner.goto("/settings/organization");
  const image = owner.getByLabel("Image");
  const html = Buffer.from("<script>alert(1)</script>");
  await image.setInputFiles({ name: "a.png", mimeType: "image/png", buffer: html });
  await owner.getByRole("button", { name: "Upload" }).click();
  await expect(image).toHaveAccessibleDescription(/must be a PNG or JPEG/i);
  const buffer = Buffer.from(makePng(64, 32));
  await image.setInputFiles({ name: "a.svg", mimeType: "image/svg+xml", buffer });
  await owner.getByRole("button", { name: "Upload" }).click();
  await expect(owner.getByRole("status")).toContainText("The logo was saved");
  const answer = await owner.request.get("/api/organization/logo");
  expect(answer.headers()["content-type"]).toBe("image/png");
  expect(answer.headers()["content-security-policy"]).toContain("sandbox");
  expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
});

test("a reason is asked where the organization says so, and stands in the log", async ({
  owner,
  world,
}) => {
  await owner.goto("/settings/organization");
  await owner.getByLabel("Archiving a client").check();
  await owner.getByLabel("A ticket is needed too").check();
  await owner.getByRole("button", { name: "Save" }).last().click();
  await expect(owner.getByRole("status")).toContainText("Saved");
  await owner.goto(`/clients/acme-${world.slug}`);
  await owner.getByText("Archive", { exact: true }).first().click();
  await owner.getByLabel("Reason").fill("Contract ended");
  await owner.getByRole("button", { name: "Archive" }).click();
  await expect(owner.getByLabel("Ticket (optional)")).toHaveCount(0);
  await expect(owner.getByLabel("Ticket")).toHaveAccessibleDescription(
    /name the ticket/i,
  );
  await expect(owner.getByLabel("Reason")).toHaveValue("Contract ended");
  await owner.getByLabel("Ticket").fill("PSA-7");
  await owner.getByRole("button", { name: "Archive" }).click();
  await expect(owner.getByRole("status")).toContainText("is archived");
  const log = new LogPage(owner);
  await log.open("?action=client.archived&q=PSA-7");
  await expect(log.rows).toHaveCount(1);
});

test("an auditor reads the settings and changes none", async ({ auditor }) => {
  await auditor.goto("/settings/organization");
  await expect(auditor.getByText("reads these settings and changes none")).toBeVisible();
  await expect(auditor.getByRole("button", { name: "Save" }).first()).toBeDisabled();
  await auditor.goto("/settings/api-keys");
  await expect(auditor.getByRole("link", { name: "New key" })).toHaveCount(0);
});

test("a technician opens no setting of the organization", async ({ technician }) => {
  for (const path of ["organization", "api-keys", "roles", "users"]) {
    expect((await technician.goto(`/settings/${path}`))?.status()).toBe(403);
  }
});
