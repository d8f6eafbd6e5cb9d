import { configureDatabase } from "@/db/client";
import { eraseJob } from "@/lib/erasures/jobs";
import type { Subject } from "@/lib/erasures/model";
import { approveErasure, requestErasure } from "@/lib/erasures/mutations";
import { actingAs, addPerson } from "./acting";
import type { TestDatabase } from "./database";
import type { TestOrganization } from "./organization";

export const nobody: Subject = {
  personId: null,
  email: null,
  name: null,
  addresses: [],
  also: [],
  withOrigins: false,
};

/** Two owners of the organization, with accounts. */
export async function makeOwners(organization: TestOrganization) {
  const [one, two] = [
    await addPerson(organization, "owner", "First Owner"),
    await addPerson(organization, "owner", "Second Owner"),
  ];
  return [
    actingAs(organization, "owner", { userId: one.id }),
    actingAs(organization, "owner", { userId: two.id }),
  ] as const;
}

/** One turn of the worker that carries out what was approved. */
export async function runErasing(database: TestDatabase): Promise<void> {
  configureDatabase(database.url("worker"));
  await eraseJob().finally(() => configureDatabase(database.url("app")));
}

/** Asked for by one owner and approved by another; the worker has yet to come. */
export async function decideErasure(
  organization: TestOrganization,
  subject: Partial<Subject>,
): Promise<string> {
  const [first, second] = await makeOwners(organization);
  const { id } = await requestErasure(first, {
    ...nobody,
    ...subject,
    basis: "consent_withdrawn",
    reason: "request 4711",
  });
  await approveErasure(second, { id });
  return id;
}
