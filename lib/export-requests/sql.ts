import { and, eq } from "drizzle-orm";
import { exportRequests } from "@/db/schema";
import type { DueExport } from "./model";

export function isThisExport({ organizationId, id }: DueExport) {
  return and(
    eq(exportRequests.organizationId, organizationId),
    eq(exportRequests.id, id),
  );
}
