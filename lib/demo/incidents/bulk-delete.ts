import { findDemoClient, findStaff } from "../cast";
import type { Contact } from "../contacts";
import { contactTarget, describeContact } from "../deeds/contacts";
import { microsPerMinute, microsPerSecond } from "../moment";
import { about, type Draft, internal } from "../story";
import { listOf, type World } from "../world";
import { type Incident, momentOf, say, userTarget, voiceOf } from "./script";

const fullCount = 214;
const recentCount = 38;

/** A former employee's session was left open: contacts go within a minute. */
export const bulkDelete: Incident = (world, size) => {
  const { cast } = world;
  const client = findDemoClient(cast, "globex");
  const count = size(fullCount);
  const start = momentOf(world, { daysBeforeEnd: 147, time: "22:51" });
  const { homeIp: ip } = findStaff(cast, "femi");
  const former = voiceOf(findStaff(cast, "femi"), { ip, session: "left-open" });
  const deleted: Contact[] = [];
  const beats = Array.from({ length: count }, (_, at) =>
    say(start + (at * microsPerMinute) / count, former, (then) => {
      const [contact] = takePresent(then, client.slug, 1);
      deleted.push(...(contact ? [contact] : []));
      return deletion(then, client.slug, contact);
    }),
  );
  const alice = voiceOf(findStaff(cast, "alice"), { session: "bulk-delete" });
  const morning = momentOf(world, { daysBeforeEnd: 146, time: "08:35" });
  const femi = userTarget(findStaff(cast, "femi"));
  const lastSignIn = momentOf(world, { daysBeforeEnd: 151, time: "16:48" });
  return [
    say(lastSignIn, former, internal({ action: "user.signed_in", target: femi })),
    ...beats,
    say(
      morning,
      alice,
      internal({
        action: "user.sessions_revoked",
        target: femi,
        reason: "Left three days ago; a session was still open",
      }),
    ),
    say(morning + 40 * microsPerMinute, alice, () => {
      for (const contact of deleted) contact.isGone = false;
      return about(client, {
        action: "bulk.restored",
        targets: deleted.map(contactTarget),
        metadata: { from: "backup of the night before", count: deleted.length },
      });
    }),
  ];
};

function deletion(world: World, slug: string, contact: Contact | undefined): Draft {
  if (!contact) throw new Error(`${slug} has no contact left to delete`);
  return about(findDemoClient(world.cast, slug), {
    action: "contact.deleted",
    target: contactTarget(contact),
    before: describeContact(contact),
  });
}

function takePresent(world: World, slug: string, count: number): Contact[] {
  const contacts = listOf(world.contacts, findDemoClient(world.cast, slug));
  const present = contacts.filter(({ isGone }) => !isGone).slice(0, count);
  for (const contact of present) contact.isGone = true;
  return present;
}

/** The same by mistake, in one operation, and put right within the half hour. */
export const recentBulkDelete: Incident = (world) => {
  const client = findDemoClient(world.cast, "harbour");
  const carol = voiceOf(findStaff(world.cast, "carol"), { session: "wrong-filter" });
  const start = momentOf(world, { daysBeforeEnd: 4, time: "16:20" });
  let deleted: Contact[] = [];
  const signedIn = {
    action: "user.signed_in",
    target: userTarget(findStaff(world.cast, "carol")),
  };
  return [
    say(start - 4 * microsPerMinute, carol, internal(signedIn)),
    say(start, carol, (then) => {
      deleted = takePresent(then, client.slug, recentCount);
      return about(client, {
        action: "bulk.deleted",
        targets: deleted.map(contactTarget),
        metadata: {
          list: "contacts",
          filter: "no ticket for a year",
          count: deleted.length,
        },
      });
    }),
    say(start + 45 * microsPerSecond, carol, () =>
      about(client, {
        action: "ticket.note_added",
        target: { type: "ticket", id: "1039", name: "Tidy up old contacts" },
        metadata: {
          note: "Wrong filter: hotel managers were in it. Restoring.",
          internal: true,
        },
      }),
    ),
    say(start + 26 * microsPerMinute, carol, () => {
      for (const contact of deleted) contact.isGone = false;
      return about(client, {
        action: "bulk.restored",
        targets: deleted.map(contactTarget),
        reason: "Deleted with the wrong filter",
        metadata: { list: "contacts", count: deleted.length },
      });
    }),
  ];
};
