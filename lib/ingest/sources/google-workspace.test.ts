import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { EventInput } from "@/lib/entries/model";
import { googleWorkspace } from "@/lib/ingest/sources/google-workspace";
import type { JsonObject } from "@/lib/proof/json-value";
import { describeShared, sharedDir } from "@/testing/shared-data";

type Row = Pick<EventInput, "action" | "actor" | "target" | "outcome" | "changes">;

/** By file and line of the corpus; the names in them are the corpus' own. */
const spots = {
  "google_workspace/panther_test_events.ndjson": [
    [
      1,
      {
        action: "DELETE_ROLE",
        actor: {
          type: "user",
          id: "123456",
          email: "example@example.io",
          name: "example@example.io",
        },
        target: { type: "role", id: "567890", name: "CustomAdminRoleName" },
        outcome: "success",
      },
    ],
    [
      3,
      {
        action: "rename",
        actor: {
          type: "user",
          id: "118111111111111111111",
          email: "user@example.io",
          name: "user@example.io",
        },
        target: {
          type: "document",
          id: "1GGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGG",
          name: "Document Title- Found Here",
          url: "https://drive.google.com/open?id=1GGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGG",
        },
        outcome: "success",
        changes: [
          {
            path: "/title",
            before: "Document Title- Old",
            after: "Document Title- Found Here",
          },
        ],
      },
    ],
    [
      7,
      {
        action: "CHANGE_EMAIL_SETTING",
        actor: {
          type: "user",
          id: "12345",
          email: "example@example.io",
          name: "example@example.io",
        },
        target: { type: "setting", name: "ENABLE_G_SUITE_MARKETPLACE" },
        outcome: "success",
        changes: [{ path: "/ENABLE_G_SUITE_MARKETPLACE", before: "2", after: "3" }],
      },
    ],
    [
      18,
      {
        action: "delivery",
        actor: {
          type: "user",
          id: "123456789",
          email: "aragorn@lotr.com",
          name: "aragorn@lotr.com",
        },
        target: { type: "message", name: "You won 1 Million Dollar" },
        outcome: "success",
      },
    ],
    [
      22,
      {
        action: "CHANGE_CALENDAR_SETTING",
        actor: {
          type: "user",
          id: "12345",
          email: "example@example.io",
          name: "example@example.io",
        },
        target: { type: "setting", name: "SHARING_OUTSIDE_DOMAIN" },
        outcome: "success",
        changes: [
          {
            path: "/SHARING_OUTSIDE_DOMAIN",
            before: "READ_ONLY_ACCESS",
            after: "READ_WRITE_ACCESS",
          },
        ],
      },
    ],
    [
      23,
      {
        action: "change_owner",
        actor: {
          type: "user",
          id: "1234567890",
          email: "alice@panther.com",
          name: "alice@panther.com",
        },
        target: {
          type: "document",
          id: "1234567890",
          name: "sensitive_document.xlsx",
          url: "https://drive.google.com/open?id=1234567890",
        },
        outcome: "success",
        changes: [
          { path: "/owner", before: "alice@panther.com", after: "bob@panther.com" },
        ],
      },
    ],
    [
      49,
      {
        action: "login_success",
        actor: {
          type: "user",
          email: "some.user@somedomain.com",
          name: "some.user@somedomain.com",
        },
        target: { type: "application", name: "Some SAML Application" },
        outcome: "success",
      },
    ],
    [
      68,
      {
        action: "authorize",
        actor: {
          type: "user",
          id: "123456789012345678901",
          email: "user@example.com",
          name: "user@example.com",
        },
        target: {
          type: "application",
          id: "123456789012-abcdefghijklmnopqrstuvwxyz123456.apps.googleusercontent.com",
          name: "SuspiciousThirdPartyApp",
        },
        outcome: "success",
      },
    ],
  ],
  "google_workspace_reports/panther_test_events.ndjson": [
    [
      1,
      {
        action: "change_user_access",
        actor: {
          type: "user",
          id: "1111111111111111111",
          email: "example@acme.com",
          name: "example@acme.com",
        },
        target: {
          type: "document",
          id: "1111111111111111111",
          name: "1 Document Title Primary",
          url: "https://drive.google.com/open?id=1111111111111111111",
        },
        outcome: "success",
        changes: [
          { path: "/access", before: "none", after: "can_edit" },
          { path: "/visibility", before: "private", after: "shared_externally" },
        ],
      },
    ],
  ],
} satisfies Record<string, [number, Row][]>;

function mapped(record: JsonObject) {
  const result = googleWorkspace.map(record);
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

describeShared("Google Workspace records of the corpus", () => {
  it.each(spots["google_workspace/panther_test_events.ndjson"])(
    "line %i of panther_test_events.ndjson reads as it happened",
    (line, row) => {
      expect(rowAt("google_workspace/panther_test_events.ndjson", line)).toEqual(row);
    },
  );
  it.each(spots["google_workspace_reports/panther_test_events.ndjson"])(
    "line %i of panther_test_events.ndjson reads as it happened",
    (line, row) => {
      expect(rowAt("google_workspace_reports/panther_test_events.ndjson", line)).toEqual(
        row,
      );
    },
  );
});
