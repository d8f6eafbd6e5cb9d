import { createOrganization } from "@/lib/organizations/mutations";
import { type Command, optionalText, requireText } from "./command";
import { operatorOfNew, withDatabase } from "./open";
import { addPerson } from "./person";

export const orgCreate: Command = {
  name: "org create",
  summary: "create an organization and its first owner",
  help: "custody org create --name NAME --slug SLUG --owner EMAIL [--password-stdin] [--time-zone ZONE]\n\nCreates an organization with its own log. The owner's password is read from\nstandard input with --password-stdin; without it one is made and printed once.",
  options: {
    name: { type: "string" },
    slug: { type: "string" },
    owner: { type: "string" },
    "time-zone": { type: "string" },
    "password-stdin": { type: "boolean" },
  },
  async run(given, output) {
    const slug = requireText(given, "slug");
    const name = requireText(given, "name");
    const email = requireText(given, "owner");
    const timeZone = optionalText(given, "time-zone") ?? undefined;
    await withDatabase(async () => {
      const ctx = operatorOfNew();
      const person = await addPerson.prepare(given, { email, role: "owner" });
      const organization = await createOrganization(ctx, { slug, name, timeZone });
      const { added, note } = await addPerson.add(ctx, person);
      output.result(
        { organization, owner: added },
        `Created ${name} (${slug}) with the owner ${added.email}.${note}`,
      );
    });
  },
};
