import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { flashSecondsMax } from "@/lib/forms/model";

/** Used and expired links stay for a while, so that they still say what they were. */
const linkDays = 30;

export type Removed = { limits: number; flashes: number; links: number };

/** Counters past their window, forms nobody came back to, links that open nothing. */
export async function removeSpent(): Promise<Removed> {
  const [row] = await getDatabase().execute<Record<keyof Removed, string>>(sql`
    select * from custody.remove_spent(${flashSecondsMax}, ${linkDays})`);
  return {
    limits: Number(row?.limits),
    flashes: Number(row?.flashes),
    links: Number(row?.links),
  };
}
