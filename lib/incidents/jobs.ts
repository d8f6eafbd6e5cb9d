import { log } from "@/lib/kit/log";
import { announceIncidents } from "./mutations";

/** A warning is told within seconds: an entry, and a mail to every owner (P1). */
export async function announceIncidentsJob(): Promise<void> {
  const count = await announceIncidents();
  if (count > 0) log.error({ count }, "integrity warnings were announced");
}
