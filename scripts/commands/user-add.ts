import { roles, type StaffRole } from "@/lib/access/policy";
import { type Command, CommandError, requireText } from "./command";
import { operatorIn, withDatabase } from "./open";
import { addPerson } from "./person";

export const userAdd: Command = {
  name: "user add",
  summary: "add a person with a role",
  help: `custody user add --org SLUG --email EMAIL --role ${roles.join("|")} [--person-name NAME] [--password-stdin]`,
  options: {
    org: { type: "string" },
    email: { type: "string" },
    role: { type: "string" },
    "person-name": { type: "string" },
    "password-stdin": { type: "boolean" },
  },
  async run(given, output) {
    const slug = requireText(given, "org");
    const email = requireText(given, "email");
    const role = requireText(given, "role");
    if (!roles.includes(role as StaffRole)) {
      throw new CommandError(`--role must be one of ${roles.join(", ")}, not "${role}".`);
    }
    await withDatabase(async () => {
      const ctx = await operatorIn(slug);
      const person = await addPerson.prepare(given, { email, role: role as StaffRole });
      const { added, note } = await addPerson.add(ctx, person);
      output.result({ user: added }, `Added ${added.email} as ${role}.${note}`);
    });
  },
};
