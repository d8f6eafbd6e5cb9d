import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCategory } from "./categories";
import { describeAction } from "./describe";
import { severities } from "./severity";
import { isVerb } from "./verbs";

describe("describeAction", () => {
  it("answers from the catalogue for an action it has", () => {
    expect(describeAction("ticket.status_changed")).toEqual({
      category: "tickets",
      verb: "update",
      words: "Changed the status of a ticket",
      severity: "info",
      known: true,
    });
  });

  it("keeps the sign-in verb for a sign-in that was refused", () => {
    expect(describeAction("user.sign_in_failed").verb).toBe("login");
    expect(describeAction("user.mfa_failed").verb).toBe("login");
    expect(describeAction("api_key.refused").verb).toBe("login");
  });

  it("understands other products' spellings of what it has", () => {
    const saved = describeAction("integration.credentials_saved");
    expect(describeAction("integration_credentials_updated")).toEqual(saved);
    expect(describeAction("user.login")).toEqual(describeAction("user.signed_in"));
    expect(describeAction("rule_fired")).toEqual(describeAction("rule.fired"));
  });

  it.each([
    ["ConsoleLogin", "authentication", "login", "Console login"],
    ["DeleteTrail", "security", "delete", "Delete trail"],
    ["s3:PutObject", "files", "create", "S3 put object"],
    ["AttachUserPolicy", "policies", "permission", "Attach user policy"],
    ["CreateFunction20150331", "other", "create", "Create function"],
    ["org.add_member", "users", "permission", "Org add member"],
    ["repo.destroy", "projects", "delete", "Repo destroy"],
    ["user.session.start", "authentication", "login", "User session start"],
    ["system.api_token.create", "api_keys", "create", "System API token create"],
    ["CUSTOMER_TAKEOUT_CREATED", "exports", "export", "Customer takeout created"],
    ["Add_member_to_role", "users", "permission", "Add member to role"],
    ["download", "exports", "export", "Download"],
    ["frobnicated", "other", "other", "Frobnicated"],
  ])("makes sense of %s, which it does not have", (action, category, verb, words) => {
    const description = describeAction(action);
    expect(description).toMatchObject({ category, verb, words, known: false });
  });

  it("warns of a security event that is no more than an event", () => {
    expect(describeAction("security.threat.detected").severity).toBe("warning");
    expect(describeAction("GetSecretValue").severity).toBe("info");
    expect(describeAction("DeleteTrail").severity).toBe("notice");
  });

  it("answers any name an event may have, and the same name always alike", () => {
    const name = fc.stringMatching(/^[A-Za-z0-9._:/-]{1,120}$/);
    fc.assert(
      fc.property(name, (action) => {
        const description = describeAction(action);
        expect(isVerb(description.verb)).toBe(true);
        expect(isCategory(description.category)).toBe(true);
        expect(severities).toContain(description.severity);
        expect(description.words).not.toBe("");
        expect(describeAction(action)).toEqual(description);
      }),
    );
  });

  it("forgets the names it has seen longest ago, and answers them as before", () => {
    const first = describeAction("first.deleted");
    expect(describeAction("first.deleted")).toBe(first);
    for (let at = 0; at < 5000; at++) describeAction(`flood_${at}.deleted`);
    expect(describeAction("first.deleted")).not.toBe(first);
    expect(describeAction("first.deleted")).toEqual(first);
  });

  it("cannot be changed by whoever reads it", () => {
    const description = describeAction("ticket.created");
    expect(() => Object.assign(description, { verb: "delete" })).toThrow();
  });
});
