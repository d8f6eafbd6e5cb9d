import { sql } from "drizzle-orm";
import { z } from "zod";
import { isZone } from "@/lib/kit/zone";
import { mutation } from "@/lib/runtime/mutation";
import { refuseTaken } from "@/lib/runtime/unique";
import { listLogKeys } from "./queries";
import { describeStream } from "./stream";

export const slugSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
  error: "must be 1 to 63 of a-z 0-9 -, beginning and ending with a letter or digit",
});

export const nameSchema = z.string().trim().min(1).max(200);

export const timeZoneSchema = z.string().refine(isZone, {
  error: "must be an IANA time zone such as Europe/London",
});

const createSchema = z.strictObject({
  slug: slugSchema,
  name: nameSchema,
  isDemo: z.boolean().default(false),
  timeZone: timeZoneSchema.default("UTC"),
});

/** The organization is the one the context is in: its id was chosen before. */
export const createOrganization = mutation(
  "organization:create",
  createSchema,
  async (tx, ctx, input) => {
    const { organizationId } = ctx.scope;
    const { slug, name, isDemo, timeZone } = input;
    await refuseTaken(
      "/slug",
      tx.execute(sql`select custody.create_organization(
        ${organizationId}::uuid, ${slug}, ${name}, ${isDemo}, ${timeZone})`),
    );
    const keys = await listLogKeys(tx);
    const created = {
      action: "organization.created",
      target: { type: "organization", id: organizationId, name },
      after: { slug, name, demo: isDemo, time_zone: timeZone },
    };
    return {
      value: { id: organizationId, slug, name },
      event: [
        {
          event: describeStream({ organizationId, client: null, slot: 0, keys }),
          clientId: null,
        },
        { event: created, clientId: null },
      ],
    };
  },
);
