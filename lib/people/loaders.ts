import { notFound } from "next/navigation";
import { gatePage } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { listKeysMadeBy } from "@/lib/api-keys/queries";
import { type ClientRow, listClients } from "@/lib/clients/queries";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { type Invitation, listOpenInvitations } from "@/lib/invitations/queries";
import { type Asked, askedOf } from "@/lib/reasons/model";
import { findReasonRule } from "@/lib/reasons/queries";
import { describeRecoveryRefusal } from "@/lib/recoveries/model";
import { findSignInState, type SignInState } from "@/lib/recoveries/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { describeHandsOff } from "./members";
import { findPerson, listPeople, type Person } from "./queries";

export type PeoplePage = {
  people: Person[];
  invitations: Invitation[];
  mayInvite: boolean;
  resend: FormState;
  revoke: FormState;
};

/** Who has a role here, and who was asked to come. */
export async function loadPeople(): Promise<PeoplePage> {
  const { scope, principal } = await gatePage("users:read");
  const { organizationId } = scope;
  const [people, invitations] = await readInScope(scope, async (tx) => [
    await listPeople(tx, organizationId),
    await listOpenInvitations(tx, organizationId),
  ]);
  return {
    people,
    invitations,
    mayInvite: isAllowed(principal, "users:create"),
    resend: await loadForm("invitation-resend"),
    revoke: await loadForm("invitation-revoke"),
  };
}

export async function loadInvite(): Promise<{ form: FormState; mayMakeOwners: boolean }> {
  const { principal } = await gatePage("users:create");
  return {
    form: await loadForm("invite", { role: "technician" }),
    mayMakeOwners: principal.kind === "user" && principal.role === "owner",
  };
}

type PersonForm = "role" | "end" | "clients" | "reset" | "disable" | "remove";

export type PersonPage = {
  person: Person;
  clients: ClientRow[];
  keys: { id: string; name: string }[];
  /** Why this person cannot be changed by who looks; null when they can. */
  handsOff: string | null;
  isSelf: boolean;
  mayMakeOwners: boolean;
  signIn: SignInState;
  /** Why who looks may not reset the second factor; null when they may. */
  resetRefusal: string | null;
  asked: Record<"role" | "disable" | "remove", Asked>;
  forms: Record<PersonForm, FormState>;
};

export async function loadPerson(id: string): Promise<PersonPage> {
  const ctx = await gatePage("users:read");
  const { scope, principal } = ctx;
  const { organizationId } = scope;
  const found = await readInScope(scope, async (tx) => {
    const person = await findPerson(tx, organizationId, id);
    if (!person) return null;
    return {
      person,
      clients: await listClients(tx, scope),
      keys: await listKeysMadeBy(tx, organizationId, id),
      signIn: await findSignInState(tx, person),
      rule: await findReasonRule(tx, organizationId),
    };
  });
  if (!found) notFound();
  const { rule, ...rest } = found;
  const mayUpdate = isAllowed(principal, "users:update");
  const refusal = "your role only reads people";
  return {
    ...rest,
    handsOff: mayUpdate ? describeHandsOff(principal, found.person) : refusal,
    isSelf: principal.kind === "user" && principal.userId === id,
    mayMakeOwners: principal.kind === "user" && principal.role === "owner",
    resetRefusal: describeRecoveryRefusal(principal, found.person),
    asked: {
      role: askedOf(rule, "user.role_changed"),
      disable: askedOf(rule, "user.disabled"),
      remove: askedOf(rule, "user.removed"),
    },
    forms: await loadPersonForms(found.person),
  };
}

async function loadPersonForms(person: Person): Promise<PersonPage["forms"]> {
  return {
    role: await loadForm("role", { role: person.role }),
    end: await loadForm("access-end", {
      expiresAt: person.expiresAt?.toISOString().slice(0, 10) ?? null,
    }),
    clients: await loadForm("assignments", {
      clientSlugs: person.clients.map(({ slug }) => slug),
      seesWholeLog: person.seesWholeLog ? ["on"] : [],
    }),
    reset: await loadForm("factor-reset"),
    disable: await loadForm("disable"),
    remove: await loadForm("remove"),
  };
}
