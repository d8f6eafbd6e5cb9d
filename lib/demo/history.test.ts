import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { describeAction } from "@/lib/catalogue/describe";
import { eventSchema } from "@/lib/entries/model";
import { createCast } from "./cast";
import { generateHistory, historyEventsMin } from "./history";
import { microsPerDay } from "./moment";
import type { DemoEvent } from "./story";

const endAt = Date.parse("2026-11-21T10:00:00Z") * 1000;
const cast = createCast({ seed: 7, slug: "northwind", name: "Northwind MSP" });

function tell(events: number, seed = 7): Generator<DemoEvent> {
  return generateHistory({ seed, events, cast, endAt });
}

function digest(story: Iterable<DemoEvent>): string {
  const hash = createHash("sha256");
  for (const told of story) hash.update(JSON.stringify(told));
  return hash.digest("hex");
}

describe("a demo history", () => {
  const events = 12_000;
  let story: DemoEvent[];

  beforeAll(() => {
    story = [...tell(events)];
  });

  it("is the same for the same seed and another for another", () => {
    expect(digest(tell(3_000))).toBe(digest(tell(3_000)));
    expect(digest(tell(3_000, 8))).not.toBe(digest(tell(3_000)));
  });

  it("has exactly as many events as asked for", () => {
    expect(story).toHaveLength(events);
    for (const count of [historyEventsMin, 501, 777, 4_999]) {
      expect([...tell(count)]).toHaveLength(count);
    }
  });

  it("refuses to be too short for its incidents", () => {
    expect(() => tell(historyEventsMin - 1).next()).toThrow(RangeError);
  });

  it("moves forward in time and ends before its end", () => {
    const times = story.map(({ at }) => at);
    expect(times).toEqual([...new Set(times)].sort());
    expect(times.every((at) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(at))).toBe(
      true,
    );
    expect(times.at(-1)?.localeCompare("2026-11-21T10:00:00.000000Z")).toBe(-1);
    expect(times[0]?.slice(0, 7)).toBe("2025-10");
  });

  it("consists of events that the API would take", () => {
    for (const { event } of story) {
      const checked = eventSchema.safeParse(event);
      expect(checked.error?.message ?? "", JSON.stringify(event)).toBe("");
    }
  });

  it("uses only actions of the catalogue, across at least fifteen categories", () => {
    const actions = [...new Set(story.map(({ event }) => event.action))];
    expect(actions.filter((action) => !describeAction(action).known)).toEqual([]);
    const categories = new Set(actions.map((action) => describeAction(action).category));
    expect(categories.size).toBeGreaterThanOrEqual(15);
  });

  it("never names a client's people or devices in another client's event", () => {
    for (const { clientSlug, event } of story) {
      const text = JSON.stringify(event);
      const named = cast.clients.filter(
        ({ slug, domain, prefix }) =>
          text.includes(domain) ||
          text.includes(`"${prefix}-`) ||
          text.includes(`_${slug}_`),
      );
      expect(named.map(({ slug }) => slug)).toEqual(
        named.length === 0 ? [] : [clientSlug],
      );
    }
  });

  it("keeps people to the office hours of their own zones", () => {
    const hoursOf = (name: string) =>
      story
        .filter(({ event }) => event.actor?.name === name && event.context?.session_id)
        .map(({ at }) => Number(at.slice(11, 13)));
    const share = (hours: number[], from: number, to: number) =>
      hours.filter((hour) => hour >= from && hour < to).length / hours.length;
    expect(share(hoursOf("Carol Xu"), 7, 18)).toBeGreaterThan(0.95);
    expect(share(hoursOf("Ines Kowalski"), 0, 10)).toBeGreaterThan(0.95);
    expect(share(hoursOf("Bo Diaz"), 12, 23)).toBeGreaterThan(0.95);
  });

  it("keeps a session with one person, from the sign-in on", () => {
    const seen = new Map<string, string | null | undefined>();
    for (const { event } of story) {
      const session = event.context?.session_id;
      if (!session || event.action === "user.sign_in_failed") continue;
      const known = seen.get(session);
      expect(known ?? event.actor?.id).toBe(event.actor?.id);
      seen.set(session, event.actor?.id);
    }
    expect(seen.size).toBeGreaterThan(100);
  });

  it("changes a ticket's status only from what it was", () => {
    const statuses = new Map<string, unknown>();
    for (const { event } of story) {
      if (event.target?.type !== "ticket" || !event.target.id) continue;
      const change = event.changes?.find(({ path }) => path === "/status");
      if (!change || event.action === "ticket.deleted") continue;
      const known = statuses.get(event.target.id);
      expect(change.before).toEqual(known);
      statuses.set(event.target.id, change.after);
    }
    expect(statuses.size).toBeGreaterThan(100);
  });
});

describe.each([500, 20_000])("the incidents of a history of %i events", (events) => {
  let story: DemoEvent[];
  let lastWeek: DemoEvent[];

  beforeAll(() => {
    story = [...tell(events)];
    const since = new Date((endAt - 7 * microsPerDay) / 1000).toISOString();
    lastWeek = story.filter(({ at }) => at >= since);
  });

  function actionsOf(list: DemoEvent[]): string[] {
    return list.map(({ event }) => event.action);
  }

  it("are all there", () => {
    expect(actionsOf(story)).toEqual(
      expect.arrayContaining([
        "user.locked_out",
        "user.role_changed",
        "policy.violated",
        "deployment.failed",
        "user.mfa_removed",
        "access.denied",
        "integration.credentials_rotated",
        "user.disabled",
      ]),
    );
  });

  it("show a brute force and two deletions in the last seven days", () => {
    expect(actionsOf(lastWeek)).toEqual(
      expect.arrayContaining(["user.locked_out", "bulk.deleted", "bulk.restored"]),
    );
    const printer = lastWeek.filter(
      ({ event, clientSlug }) =>
        event.target?.name === "Printer offline" && clientSlug === "acme",
    );
    expect(actionsOf(printer)).toContain("ticket.deleted");
  });
});

it("a long one has 180 failures in six minutes and 214 contacts deleted", () => {
  const story = [...tell(20_000)];
  const fromNetwork = story.filter(
    ({ event }) =>
      event.action === "user.sign_in_failed" &&
      event.context?.user_agent?.startsWith("python-requests") &&
      event.context.ip?.startsWith("198.51.100."),
  );
  expect(fromNetwork).toHaveLength(180);
  const [first, last] = [fromNetwork[0], fromNetwork.at(-1)].map((told) =>
    Date.parse(told?.at ?? ""),
  );
  expect((last ?? 0) - (first ?? 0)).toBeLessThan(6 * 60_000);
  const former = story.filter(
    ({ event }) =>
      event.action === "contact.deleted" && event.actor?.name === "Femi Okafor",
  );
  const lateOnes = former.filter(({ at }) => at > "2026-06-26");
  expect(lateOnes).toHaveLength(214);
});
