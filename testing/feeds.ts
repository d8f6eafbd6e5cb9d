import { FeedLanes } from "@/lib/feed-runs/jobs";
import type { Channel, Feed, Form } from "@/lib/feeds/model";
import { createFeed } from "@/lib/feeds/mutations";
import { findFeed } from "@/lib/feeds/queries";
import { readInScope } from "@/lib/runtime/transaction";
import type { TestDatabase } from "./database";
import type { TestOrganization } from "./organization";
import { inWorker } from "./rules";
import { localhostCertificate } from "./syslog-server";
import { appendEvents, ticketEvents } from "./test-sealer";

type Wish = { address: string; channel?: Channel; form?: Form; query?: string };

const bucketKeys = { keyId: "AKIA", secret: "s3cret", region: "eu-central-1" };

export function makeFeed(
  { ctx }: TestOrganization,
  { address, channel = "webhook", form = "custody", query = "" }: Wish,
): Promise<{ id: string; secret: string | null }> {
  const secret = channel === "bucket" ? JSON.stringify(bucketKeys) : "token-1";
  const wish = { name: "SIEM", channel, form, query, address, secret };
  return createFeed(ctx, { ...wish, begins: "now" });
}

/** Everything that is due, and what is due at once after it. */
export async function runFeeds(
  database: TestDatabase,
  allow: string[],
  ca: string | null = localhostCertificate,
): Promise<void> {
  await database.admin`update custody.feeds set due_at = clock_timestamp()`;
  await inWorker(database, async () => {
    const lanes = new FeedLanes({ allow, ca: ca ?? undefined });
    for (let turn = 0; turn < 3; turn += 1) {
      await lanes.turn();
      await lanes.settle();
    }
  });
}

export function readFeed(
  { ctx: { scope } }: TestOrganization,
  id: string,
): Promise<Feed | null> {
  return readInScope(scope, (tx) => findFeed(tx, scope, id));
}

/** Tickets with the ids `from`, `from + 1`, … of acme. */
export function appendTickets(
  organization: TestOrganization,
  from: number,
  count: number,
) {
  return appendEvents(organization, "acme", ticketEvents(count, from));
}
