import { describe, expect, it } from "vitest";
import { googleWorkspace } from "@/lib/ingest/sources/google-workspace";
import type { JsonObject } from "@/lib/proof/json-value";

function mapped(record: JsonObject) {
  const result = googleWorkspace.map(record);
  if (!result.ok) throw new Error(result.reason.detail);
  return result.value;
}

describe("Google Workspace records", () => {
  const events: JsonObject[] = [
    {
      type: "USER_SETTINGS",
      name: "CHANGE_USER_ORGANIZATION",
      parameters: [
        { name: "USER_EMAIL", value: "bob@acme.example" },
        { name: "OLD_VALUE", value: "/Sales" },
        { name: "NEW_VALUE", value: "/IT" },
      ],
    },
    {
      type: "login",
      name: "login_failure",
      parameters: [
        { name: "login_failure_type", value: "login_failure_invalid_password" },
        { name: "count", intValue: "3" },
      ],
    },
  ];

  const activity: JsonObject = {
    kind: "admin#reports#activity",
    id: {
      time: "2026-01-02T03:04:05.678Z",
      uniqueQualifier: "-9",
      applicationName: "admin",
    },
    actor: { email: "ann@acme.example", profileId: "1" },
    events,
  };

  it("one activity with two events makes two entries with ids of their own", () => {
    const all = mapped(activity);
    const ids = all.map(({ recordId }) => recordId);
    expect(ids).toEqual([
      "-9:2026-01-02T03:04:05.678Z:0",
      "-9:2026-01-02T03:04:05.678Z:1",
    ]);
    expect(all[0]?.event).toMatchObject({
      action: "CHANGE_USER_ORGANIZATION",
      target: { type: "user", id: "bob@acme.example" },
      changes: [{ path: "/value", before: "/Sales", after: "/IT" }],
    });
    expect(all[1]?.event).toMatchObject({
      action: "login_failure",
      outcome: "failed",
      reason: "login_failure_invalid_password",
    });
  });

  it("each entry keeps the activity with its own event only", () => {
    const kept = mapped(activity).map(({ vendorRecord }) => vendorRecord);
    expect(kept).toEqual(events.map((event) => ({ ...activity, events: [event] })));
  });

  it("an event without a name is refused by its place", () => {
    const refused = googleWorkspace.map({ ...activity, events: [{ parameters: [] }] });
    const pointer = "/events/0/name";
    expect(refused).toMatchObject({ ok: false, reason: { pointer } });
  });
});
