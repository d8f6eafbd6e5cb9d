import type { Ctx } from "@/lib/access/model";
import type { StaffRole } from "@/lib/access/policy";
import { listArrivals } from "@/lib/access/queries";
import { makePassword } from "@/lib/password/made-password";
import { createUser, emailSchema, passwordSchema } from "@/lib/people/mutations";
import { CommandError, type Given, optionalText, readStandardInput } from "./command";

type Person = {
  email: string;
  name: string;
  role: StaffRole;
  password: string;
  isMade: boolean;
};

/** Checks everything about a person before anything is written. */
async function prepare(
  given: Given,
  { email, role }: { email: string; role: StaffRole },
): Promise<Person> {
  const checkedEmail = emailSchema.safeParse(email);
  if (!checkedEmail.success)
    throw new CommandError(`"${email}" is not an e-mail address.`);
  const isGiven = given.values["password-stdin"] === true;
  const password = isGiven ? await readStandardInput() : makePassword();
  const checked = passwordSchema.safeParse(password);
  if (!checked.success) {
    throw new CommandError(`The password ${checked.error.issues[0]?.message}.`);
  }
  if ((await listArrivals({ email: checkedEmail.data })).length > 0) {
    throw new CommandError(`${checkedEmail.data} has an account already.`);
  }
  const name = optionalText(given, "person-name") ?? nameOf(checkedEmail.data);
  return { email: checkedEmail.data, name, role, password, isMade: !isGiven };
}

async function add(ctx: Ctx, person: Person) {
  const { email, name, role, password, isMade } = person;
  const { id } = await createUser(ctx, { email, name, role, password });
  const note = isMade ? ` Password (shown once): ${password}` : "";
  return { added: { id, email, role, ...(isMade ? { password } : {}) }, note };
}

function nameOf(email: string): string {
  const [local = email] = email.split("@");
  return local
    .split(/[._-]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

export const addPerson = { prepare, add };
