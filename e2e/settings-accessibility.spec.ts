import { createContact } from "@/lib/contacts/mutations";
import { createInvitation } from "@/lib/invitations/mutations";
import { expectAccessible } from "./accessible";
import { test, type World } from "./fixtures";

/** People, keys, contacts and invitations to look at. */
async function fill(world: World): Promise<string> {
  process.env.CUSTODY_URL ??= process.env.E2E_BASE_URL;
  process.env.CUSTODY_ENCRYPTION_KEY ??= Buffer.alloc(32, 7).toString("base64");
  await world.addPerson("technician");
  await world.createKey();
  const invited = { email: "bo@msp.example", name: "Bo Berg", role: "auditor" as const };
  await createInvitation(world.ctx, invited);
  const sam = {
    name: "Sam Reed",
    email: "sam@acme.example",
    phone: null,
    jobTitle: null,
  };
  const { id } = await createContact(world.ctx, { clientId: world.clientId, ...sam });
  return id;
}

for (const [name, viewport] of [
  ["a desktop", { width: 1440, height: 900 }],
  ["a phone", { width: 390, height: 844 }],
] as const) {
  test.describe(`on ${name}, in both themes,`, () => {
    test.use({ viewport });
    test.setTimeout(600_000);

    test("settings, people, keys and clients have nothing axe objects to", async ({
      owner,
      world,
    }) => {
      const contact = await fill(world);
      const client = `/clients/acme-${world.slug}`;
      const pages = [
        "/settings",
        "/settings/organization",
        "/settings/users",
        "/settings/users/invite",
        "/settings/roles",
        "/settings/api-keys",
        "/settings/api-keys/new",
        "/clients",
        "/clients/new",
        client,
        `${client}/edit`,
        `${client}/contacts`,
        `${client}/contacts/${contact}`,
      ];
      for (const path of pages) {
        await owner.goto(path);
        await owner.getByRole("heading", { level: 1 }).waitFor();
        await test.step(path, () => expectAccessible(owner));
      }
      await owner.goto("/settings/users");
      await owner.getByRole("link", { name: "Technician Person" }).click();
      await owner.getByText("Remove", { exact: true }).first().click();
      await expectAccessible(owner);
      await owner.goto("/clients/new");
      await owner.getByRole("button", { name: "Create client" }).click();
      await owner.getByText("Some fields need another value").waitFor();
      await expectAccessible(owner);
    });
  });
}
