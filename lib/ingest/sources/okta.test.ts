import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { EventInput } from "@/lib/entries/model";
import { okta } from "@/lib/ingest/sources/okta";
import type { JsonObject } from "@/lib/proof/json-value";
import { describeShared, sharedDir } from "@/testing/shared-data";

type Row = Pick<EventInput, "action" | "actor" | "target" | "outcome" | "changes">;

/** By file and line of the corpus; the names in them are the corpus' own. */
const spots = {
  "okta/panther_test_events.ndjson": [
    [
      9,
      {
        action: "system.api_token.create",
        actor: {
          type: "user",
          id: "admin@company.com",
          email: "admin@company.com",
          name: "Admin User",
        },
        target: { type: "record", name: "ad-agent-token" },
        outcome: "success",
      },
    ],
    [
      18,
      {
        action: "user.account.privilege.grant",
        actor: {
          type: "user",
          id: "00uu1uuuuIlllaaaa356",
          email: "jack@acme.io",
          name: "Jack Naglieri",
        },
        target: { type: "User", id: "00u6eup97mAJZWYmP357", name: "Alice Green" },
        outcome: "success",
        changes: [
          {
            path: "/privileges",
            after: ["Organization administrator", "Application administrator (all)"],
          },
        ],
      },
    ],
    [
      20,
      {
        action: "user.session.start",
        actor: {
          type: "user",
          id: "00abc123",
          email: "homer.simpson@duff.com",
          name: "Homer Simpson",
        },
        target: { type: "User", id: "0002222AAAA", name: "Peter Griffin" },
        outcome: "failed",
      },
    ],
    [
      24,
      {
        action: "system.api_token.revoke",
        actor: {
          type: "user",
          id: "00u3q14ei6KUOm4Xi2p4",
          email: "user@example.com",
          name: "Test User",
        },
        target: { type: "Token", id: "00Tpki36zlWjhjQ1u2p4", name: "test_key" },
        outcome: "success",
      },
    ],
    [
      26,
      {
        action: "app.oauth2.token.detect_reuse",
        actor: { type: "integration", id: "okta.1234.", name: "Okta User" },
        target: { type: "User", id: "abcd123" },
        outcome: "success",
      },
    ],
    [
      34,
      {
        action: "system.org.rate_limit.warning",
        actor: {
          type: "user",
          id: "00u99ped55av2JpGs5d7",
          email: "jim.kalafut@panther.com",
          name: "Jim Kalafut",
        },
        target: { type: "URL Pattern", id: "/api/v1/logs" },
        outcome: "success",
      },
    ],
    [
      39,
      {
        action: "policy.evaluate_sign_on",
        actor: {
          type: "user",
          id: "00abc123",
          email: "homer.simpson@duff.com",
          name: "Homer Simpson",
        },
        target: { type: "AppInstance", name: "Okta Admin Console" },
        outcome: "success",
      },
    ],
    [
      83,
      {
        action: "security.threat.detected",
        actor: { type: "user", id: "1.2.3.4", name: "1.2.3.4" },
        outcome: "denied",
      },
    ],
  ],
} satisfies Record<string, [number, Row][]>;

function mapped(record: JsonObject) {
  const result = okta.map(record);
  if (!result.ok) throw new Error(result.reason.detail);
  return result.value;
}

function rowAt(file: string, line: number): Row {
  const lines = readFileSync(`${sharedDir}corpus/open/${file}`, "utf8").split("\n");
  const [first] = mapped(JSON.parse(lines[line - 1] ?? ""));
  if (first === undefined) throw new Error("nothing was mapped");
  const { action, actor, target, outcome, changes } = first.event;
  return { action, actor, target, outcome, changes };
}

describeShared("Okta records of the corpus", () => {
  it.each(spots["okta/panther_test_events.ndjson"])(
    "line %i of panther_test_events.ndjson reads as it happened",
    (line, row) => {
      expect(rowAt("okta/panther_test_events.ndjson", line)).toEqual(row);
    },
  );
});

describe("Okta records", () => {
  it.each([
    ["SUCCESS", "success"],
    ["ALLOW", "success"],
    ["CHALLENGE", "success"],
    ["FAILURE", "failed"],
    ["DENY", "denied"],
    ["UNKNOWN", undefined],
    ["SKIPPED", undefined],
  ])("a result of %s is shown as %s", (result, outcome) => {
    const [one] = mapped({ eventType: "user.session.start", outcome: { result } });
    expect(one?.event.outcome).toBe(outcome);
  });

  it("a changed object shows its fields before and after", () => {
    const [one] = mapped({
      eventType: "policy.rule.update",
      target: [
        {
          id: "r1",
          type: "PolicyRule",
          changeDetails: {
            from: { status: "ACTIVE", name: "a" },
            to: { status: "INACTIVE", name: "a" },
          },
        },
      ],
    });
    expect(one?.event.changes).toEqual([
      { path: "/status", before: "ACTIVE", after: "INACTIVE" },
    ]);
  });

  it("a record without an event type is refused by name", () => {
    const refused = okta.map({ actor: { id: "00u1" } });
    expect(refused).toMatchObject({ ok: false, reason: { pointer: "/eventType" } });
  });
});
