import { z } from "zod";
import { mutation } from "@/lib/runtime/mutation";

const schema = z.strictObject({
  count: z.number().int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});

/** Entries that were ticked in a list and saved as a file: how many, and of which time. */
export const recordListExport = mutation(
  "log:read",
  schema,
  async (_tx, _ctx, input) => ({
    value: null,
    event: { action: "export.list_exported", metadata: { ...input, format: "ndjson" } },
  }),
);
