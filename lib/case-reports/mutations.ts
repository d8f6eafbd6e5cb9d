import { z } from "zod";
import { idSchema } from "@/lib/cases/model";
import { tellOfCase, unknownCase } from "@/lib/cases/mutations";
import { findCase } from "@/lib/cases/queries";
import { mutation } from "@/lib/runtime/mutation";

const takenSchema = z.strictObject({
  id: idSchema,
  form: z.enum(["pdf", "bundle"]),
  count: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
});

/** A file of the report left: what it is, and the hash it can be known by. */
export const recordReport = mutation(
  "cases:export",
  takenSchema,
  async (tx, ctx, input) => {
    const { id, ...file } = input;
    const known = await findCase(tx, ctx.scope, id);
    if (!known) throw unknownCase(id);
    return { value: null, event: tellOfCase(known, "case.report_exported", file) };
  },
);

const brokenSchema = z.strictObject({
  id: idSchema,
  entryId: z.string(),
  why: z.string(),
});

/** What does not hold does not leave as evidence, and that it was asked for is on record. */
export const refuseReport = mutation(
  "cases:export",
  brokenSchema,
  async (tx, ctx, { id, entryId, why }) => {
    const known = await findCase(tx, ctx.scope, id);
    if (!known) throw unknownCase(id);
    const event = {
      ...tellOfCase(known, "case.report_exported", { entry_id: entryId }),
      outcome: "failed" as const,
      reason: `The log does not hold: ${why}`,
    };
    return { value: null, event };
  },
);
