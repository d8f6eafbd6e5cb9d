import { randomUUID } from "node:crypto";

import { z } from "zod";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema";
import { isOwner, type Principal } from "@/lib/access/model";
import { hashPassword, passwordLength } from "@/lib/access/mutations";
import { roles } from "@/lib/access/policy";
import { AppError } from "@/lib/kit/errors";
import { nameSchema } from "@/lib/organizations/mutations";
import { mutation } from "@/lib/runtime/mutation";
import { refuseTaken } from "@/lib/runtime/unique";

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[!-?A-~]+@[a-z0-9.-]+\.[a-z0-9-]+$/, { error: "must be an e-mail address" });

export const passwordSchema = z
  .string()
  .min(passwordLength.min, {
    error: `must have at least ${passwordLength.min} characters`,
  })
  .max(passwordLength.max);

const createSchema = z.strictObject({
  email: emailSchema,
  name: nameSchema,
  role: z.enum(roles),
  password: passwordSchema.nullable(),
});

/** Adds a person with an account of their own. */
export const createUser = mutation(
  "users:create",
  createSchema,
  async (tx, ctx, input) => {
    const { organizationId } = ctx.scope;
    const { email, name, role } = input;
    if (role === "owner" && !mayMakeOwners(ctx.principal)) {
      throw new AppError("access.denied", {
        detail: "only an owner makes another owner",
      });
    }
    const id = await insertUser(tx, input);
    await refuseTaken(
      "/email",
      tx.insert(memberships).values({ organizationId, userId: id, role }),
    );
    return {
      value: { id, email, role },
      event: {
        action: "user.created",
        target: { type: "user", id, name },
        after: { email, name, role },
      },
    };
  },
);

function mayMakeOwners(principal: Principal): boolean {
  return principal.kind === "operator" || isOwner(principal);
}

async function insertUser(
  tx: Tx,
  { email, name, password }: z.infer<typeof createSchema>,
): Promise<string> {
  const id = randomUUID();
  const passwordHash = password === null ? null : await hashPassword(password);
  await refuseTaken("/email", tx.insert(users).values({ id, email, name, passwordHash }));
  return id;
}
