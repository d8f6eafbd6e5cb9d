import { and, eq } from "drizzle-orm";
import { exportRequests } from "@/db/schema";
import type { DueExport } from "./queries";

export function isThisExport({ organizationId, id }: DueExport) {
  return and(
    eq(exportRequests.organizationId, organizationId),
    eq(exportRequests.id, id),
  );
}
