import { createInvitation } from "@/lib/invitations/mutations";
import { expectAccessible } from "./accessible";
import { signIn, test, typePassword } from "./fixtures";

const sizes = [
  { name: "desktop", viewport: { width: 1440, height: 900 } },
  { name: "phone", viewport: { width: 390, height: 844 } },
];

for (const { name, viewport } of sizes) {
  test.describe(`on a ${name}, in both themes,`, () => {
    test.use({ viewport });

    test("the pages of the door and of one's own security have nothing axe objects to", async ({
      page,
      world,
    }, info) => {
      const email = await world.addPerson("owner");
      const invited = `x@${world.slug}.example`;
      await createInvitation(world.ctx, { email: invited, name: "Ida", role: "auditor" });
      const look = async (what: string) => {
        await expectAccessible(page, (theme) =>
          page.screenshot({ path: info.outputPath(`${what}-${name}-${theme}.png`) }),
        );
      };
      for (const path of ["/signin", "/signin/link", "/reset?sent=1", "/invite/none"]) {
        await page.goto(path);
        await look(path.replace(/\W+/g, "-"));
      }
      await page.goto("/signin");
      await typePassword(page, email);
      await page.getByRole("heading", { name: "Set up a second factor" }).waitFor();
      await look("enrol");
      await signIn(page, email, "/me/security");
      await look("security");
      for (const path of ["/me/sessions", "/reauth", "/settings/notifications"]) {
        await page.goto(path);
        await look(path.replace(/\W+/g, "-"));
      }
    });
  });
}
