/**
 * Guarantees: after a commit, processes that listen hear soon which organization's log has
 * grown. Announcements of one process are collected, so a flood of appends sends few.
 * Does not: wait for the disk, nor arrive for certain; a notice is a hint, and whoever must
 * not miss an entry polls.
 * Does not: run inside an append, where NOTIFY would hold a lock on the whole database.
 */
import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { log } from "@/lib/kit/log";

const channel = "custody_appended";
const collectMs = 25;
const organizationsMax = 100;

type Outbox = { due: Set<string>; timer: ReturnType<typeof setTimeout> | null };

const outbox: Outbox = { due: new Set(), timer: null };

/** announceAppend tells listeners, a moment from now, that an organization's log has grown. */
export function announceAppend(organizationId: string): void {
  outbox.due.add(organizationId);
  if (outbox.timer !== null) return;
  outbox.timer = setTimeout(send, collectMs);
  outbox.timer.unref();
}

function send(): void {
  outbox.timer = null;
  const [...due] = outbox.due;
  outbox.due.clear();
  for (let at = 0; at < due.length; at += organizationsMax) {
    const payload = due.slice(at, at + organizationsMax).join(" ");
    notify(payload).catch((err: unknown) => log.debug({ err }, "a notice was not sent"));
  }
}

async function notify(payload: string): Promise<void> {
  await getDatabase("ingest").execute(
    sql`select set_config('synchronous_commit', 'off', true), pg_notify(${channel}, ${payload})`,
  );
}

/**
 * listenAppends calls back with each organization announced by any process, over one
 * connection of its own that is opened again when it is lost. Returns how to stop.
 */
export async function listenAppends(
  onAppend: (organizationId: string) => void,
): Promise<() => Promise<void>> {
  const { unlisten } = await getDatabase().$client.listen(channel, (payload) => {
    for (const organizationId of payload.split(" ")) onAppend(organizationId);
  });
  return unlisten;
}
