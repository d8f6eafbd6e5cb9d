import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { clients } from "@/db/schema";
import type { Ctx } from "@/lib/access/model";
import { keepFormer, refuseFormer } from "@/lib/client-names/mutations";
import { internalClient } from "@/lib/entries/fields";
import { AppError } from "@/lib/kit/errors";
import { nameSchema, slugSchema, timeZoneSchema } from "@/lib/organizations/mutations";
import { listLogKeys } from "@/lib/organizations/queries";
import { describeStream } from "@/lib/organizations/stream";
import { reasonFields } from "@/lib/reasons/model";
import { findReason } from "@/lib/reasons/queries";
import { mutation } from "@/lib/runtime/mutation";
import { refuseTaken } from "@/lib/runtime/unique";
import { type ClientRow, findClientForUpdate, findClients } from "./queries";

/** Words that stand where a client's name could: in filters and in addresses. */
const clientSlugSchema = slugSchema
  .refine((slug) => slug !== internalClient, {
    error: `"${internalClient}" means entries about no client`,
  })
  .refine((slug) => slug !== "new", { error: '"new" is the page that makes a client' });

const createSchema = z.strictObject({
  name: nameSchema,
  slug: clientSlugSchema,
  timeZone: timeZoneSchema.default("UTC"),
});

export const createClient = mutation(
  "clients:create",
  createSchema,
  async (tx, ctx, input) => {
    const { organizationId } = ctx.scope;
    const id = randomUUID();
    const [drawn] = await tx.execute<{ slot: number }>(sql`
      select custody.create_stream(${organizationId}::uuid, ${id}::uuid) as slot`);
    if (!drawn) throw new Error("no slot was drawn");
    const { slot } = drawn;
    await refuseTaken(
      "/slug",
      tx.insert(clients).values({ organizationId, id, slot, ...input }),
    );
    await refuseFormer(tx, { organizationId, clientId: id, slug: input.slug });
    const { slug, name, timeZone } = input;
    const keys = await listLogKeys(tx);
    const client = { id, name };
    const created = {
      action: "client.created",
      target: { type: "client", id, name },
      after: { slug, name, time_zone: timeZone },
    };
    return {
      value: { id, slug, name, slot },
      event: [
        {
          event: describeStream({ organizationId, client, slot, keys }),
          clientId: id,
        },
        { event: created, clientId: id },
      ],
    };
  },
);

const idSchema = z.uuid();

/** A changed short name moves the client's pages, and the old one leads there. */
export const updateClient = mutation(
  "clients:update",
  z.strictObject({
    id: idSchema,
    name: nameSchema,
    slug: clientSlugSchema,
    timeZone: timeZoneSchema,
  }),
  async (tx, ctx, { id, ...change }) => {
    const client = await findClientForUpdate(tx, ctx.scope, id);
    await refuseTaken("/slug", setClient(tx, ctx, id, change));
    const { organizationId } = ctx.scope;
    await keepFormer(
      tx,
      { organizationId, clientId: id, slug: change.slug },
      client.slug,
    );
    const { slug, name, timeZone } = client;
    return {
      value: change,
      event: {
        event: {
          action: "client.updated",
          target: { type: "client", id, name: change.name },
          before: { slug, name, time_zone: timeZone },
          after: { slug: change.slug, name: change.name, time_zone: change.timeZone },
        },
        clientId: id,
      },
    };
  },
);

/** Out of the way and still readable; senders that name it are still heard. */
export const archiveClient = mutation(
  "clients:archive",
  z.strictObject({ id: idSchema, ...reasonFields }),
  async (tx, ctx, { id, ...why }) => {
    const client = await findClientForUpdate(tx, ctx.scope, id);
    if (client.archivedAt !== null) throw refuse("This client is archived already.");
    const reason = await findReason(tx, ctx, "client.archived", why);
    await setClient(tx, ctx, id, { archivedAt: new Date() });
    return { value: client, event: tell("client.archived", client, reason) };
  },
);

export const restoreClient = mutation(
  "clients:archive",
  z.strictObject({ id: idSchema }),
  async (tx, ctx, { id }) => {
    const client = await findClientForUpdate(tx, ctx.scope, id);
    if (client.mergedIntoId !== null) {
      throw refuse("This client was merged into another one and stays archived.");
    }
    if (client.archivedAt === null) throw refuse("This client is not archived.");
    await setClient(tx, ctx, id, { archivedAt: null });
    return { value: client, event: tell("client.restored", client, {}) };
  },
);

/**
 * Streams never merge: this client's ends where it is and stays provable as it is; the merge
 * is an entry on both, so that either history says where the other goes on.
 */
export const mergeClients = mutation(
  "clients:archive",
  z.strictObject({ id: idSchema, intoSlug: z.string(), ...reasonFields }),
  async (tx, ctx, { id, intoSlug, ...why }) => {
    const client = await findClientForUpdate(tx, ctx.scope, id);
    const into = await findSuccessor(tx, ctx, client, intoSlug);
    const reason = await findReason(tx, ctx, "client.merged", why);
    await setClient(tx, ctx, id, {
      archivedAt: client.archivedAt ?? new Date(),
      mergedIntoId: into.id,
    });
    const merged = {
      action: "client.merged",
      target: { type: "client", id, name: client.name },
      before: { merged_into: null },
      after: { merged_into: into.slug },
      ...reason,
      metadata: { ...reason.metadata, from: client.slug, into: into.slug },
    };
    return {
      value: { client, into },
      event: [
        { event: merged, clientId: id },
        { event: merged, clientId: into.id },
      ],
    };
  },
);

async function findSuccessor(tx: Tx, ctx: Ctx, client: ClientRow, slug: string) {
  const detail = (text: string) =>
    new AppError("input.invalid", { errors: [{ pointer: "/intoSlug", detail: text }] });
  const [known] = await findClients(tx, [slug]);
  if (!known) throw detail("choose a client");
  if (known.id === client.id) throw detail("is this client itself");
  const into = await findClientForUpdate(tx, ctx.scope, known.id);
  if (into.archivedAt !== null) throw detail("is archived; restore it first");
  if (client.mergedIntoId !== null) throw refuse("This client was merged before.");
  return into;
}

function tell(action: string, { id, name }: ClientRow, reason: object) {
  const target = { type: "client", id, name };
  const isArchived = action === "client.archived";
  return {
    event: {
      action,
      target,
      before: { archived: !isArchived },
      after: { archived: isArchived },
      ...reason,
    },
    clientId: id,
  };
}

function setClient(
  tx: Tx,
  { scope }: Ctx,
  id: string,
  change: Partial<typeof clients.$inferInsert>,
) {
  return tx
    .update(clients)
    .set(change)
    .where(and(eq(clients.organizationId, scope.organizationId), eq(clients.id, id)));
}

function refuse(detail: string): AppError {
  return new AppError("input.invalid", { detail });
}
