import { z } from "zod";
import { findEntry } from "@/lib/entries/queries";
import { AppError } from "@/lib/kit/errors";
import { mutation } from "@/lib/runtime/mutation";
import { explainedAction } from "./model";

const schema = z.strictObject({
  id: z.string().max(100),
  reason: z.string().trim().min(1, { error: "say why" }).max(1000),
  ticket: z.string().trim().max(100).nullish(),
});

/** Nothing of the entry changes: what is told of it later is an entry of its own. */
export const explainEntry = mutation(
  "entries:explain",
  schema,
  async (_tx, ctx, { id, reason, ticket }) => {
    const entry = await findEntry(ctx.scope, id);
    if (!entry)
      throw new AppError("resource.not_found", { unknown: { type: "entry", id } });
    return {
      value: { id: entry.id },
      event: {
        action: explainedAction,
        target: { type: "entry", id: entry.id, name: `#${entry.idx}` },
        reason,
        metadata: { explains: entry.action, ...(ticket ? { ticket } : {}) },
      },
    };
  },
);
