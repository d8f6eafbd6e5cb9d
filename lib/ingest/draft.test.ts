import { describe, expect, it } from "vitest";
import { eventSchema, limits } from "@/lib/entries/model";
import { fitAction, mappedRecord } from "@/lib/ingest/draft";

describe("an action", () => {
  it.each([
    ["Add member to role", "Add_member_to_role"],
    ["  suspicious_login ", "suspicious_login"],
    ["Update application – Certificates", "Update_application_-_Certificates"],
    ["user.session.start", "user.session.start"],
    ["naïve 🙂", "na-ve_-"],
  ])("named %s becomes %s", (name, action) => {
    expect(fitAction(name)).toBe(action);
  });

  it("of any length fits the contract", () => {
    expect(fitAction("x".repeat(500))).toHaveLength(limits.actionLengthMax);
  });
});

describe("a mapped record", () => {
  const bare = {
    vendor: "v",
    actor: { type: "user" } as const,
    record: {},
    recordId: null,
  };

  it("carries nothing that was absent", () => {
    const result = mappedRecord({ ...bare, action: "a.b", reason: "", targets: [null] });
    expect(result).toMatchObject({
      ok: true,
      value: { event: { action: "a.b", actor: { type: "user" } } },
    });
    expect(result.ok && Object.keys(result.value.event)).toEqual(["action", "actor"]);
  });

  it("has texts cut to the contract's lengths, never through a character", () => {
    const name = `${"x".repeat(511)}😀`;
    const result = mappedRecord({ ...bare, action: "a", actor: { type: "user", name } });
    expect(result.ok && result.value.event.actor?.name).toBe("x".repeat(511));
  });

  it("tells how many changes did not fit", () => {
    const changes = Array.from({ length: limits.changesMax + 3 }, (_, index) => ({
      path: `/${index}`,
      after: index,
    }));
    const result = mappedRecord({ ...bare, action: "a", changes });
    if (!result.ok) throw new Error(result.reason.detail);
    expect(eventSchema.safeParse(result.value.event).success).toBe(true);
    expect(result.value.event.changes).toHaveLength(limits.changesMax);
    expect(result.value.event.metadata).toEqual({ changes_omitted: 3 });
  });

  it("without a usable action is refused, not thrown", () => {
    const result = mappedRecord({ ...bare, action: "   " });
    expect(result).toMatchObject({ ok: false, reason: { pointer: "" } });
  });
});
