import { createClient } from "@/lib/clients/mutations";
import { type Command, optionalText, requireText } from "./command";
import { operatorIn, withDatabase } from "./open";

export const clientAdd: Command = {
  name: "client add",
  summary: "add a client with a stream of its own",
  help: "custody client add --org SLUG --name NAME --slug SLUG [--time-zone ZONE]",
  options: {
    org: { type: "string" },
    name: { type: "string" },
    slug: { type: "string" },
    "time-zone": { type: "string" },
  },
  async run(given, output) {
    const org = requireText(given, "org");
    const name = requireText(given, "name");
    const slug = requireText(given, "slug");
    const timeZone = optionalText(given, "time-zone") ?? undefined;
    await withDatabase(async () => {
      const client = await createClient(await operatorIn(org), { name, slug, timeZone });
      output.result({ client }, `Added the client ${name} (${slug}).`);
    });
  },
};
