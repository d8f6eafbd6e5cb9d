import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { clients } from "@/db/schema";
import { internalClient } from "@/lib/entries/fields";
import { nameSchema, slugSchema, timeZoneSchema } from "@/lib/organizations/mutations";
import { listLogKeys } from "@/lib/organizations/queries";
import { describeStream } from "@/lib/organizations/stream";
import { mutation } from "@/lib/runtime/mutation";
import { refuseTaken } from "@/lib/runtime/unique";

const createSchema = z.strictObject({
  slug: slugSchema.refine((slug) => slug !== internalClient, {
    error: `"${internalClient}" means entries about no client`,
  }),
  name: nameSchema,
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
