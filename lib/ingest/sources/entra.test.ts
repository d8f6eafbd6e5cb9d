import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { EventInput } from "@/lib/entries/model";
import { entra } from "@/lib/ingest/sources/entra";
import type { JsonObject } from "@/lib/proof/json-value";
import { describeShared, sharedDir } from "@/testing/shared-data";

type Row = Pick<EventInput, "action" | "actor" | "target" | "outcome" | "changes">;

/** By file and line of the corpus; the names in them are the corpus' own. */
const spots = {
  "entra_id_signin/panther_test_events.ndjson": [
    [
      1,
      {
        action: "Update_authentication_methods_policy",
        actor: {
          type: "user",
          id: "admin-compromised-001",
          email: "denethor@lotr.com",
          name: "Compromised Global Admin",
        },
        target: {
          type: "Policy",
          id: "policy-auth-methods-123",
          name: "Authentication Methods Policy",
        },
        outcome: "success",
        changes: [
          {
            path: "/OpenIdConnectConfiguration/discoveryUrl",
            before:
              "https://login.microsoftonline.com/tenant-abc/.well-known/openid-configuration",
            after: "https://attacker-idp.evil.com/.well-known/openid-configuration",
          },
        ],
      },
    ],
    [
      3,
      {
        action: "Sign-in_activity",
        actor: {
          type: "user",
          id: "user-victim-123",
          email: "aragorn@lotr.com",
          name: "aragorn@lotr.com",
        },
        target: {
          type: "application",
          id: "29d9ed98-a469-4536-ade2-f981bc1d605e",
          name: "Microsoft Authentication Broker",
        },
        outcome: "success",
      },
    ],
    [
      9,
      {
        action: "Sign-in_activity",
        actor: {
          type: "user",
          id: "user-001",
          email: "boromir@lotr.com",
          name: "boromir@lotr.com",
        },
        target: { type: "application", name: "Microsoft Office" },
        outcome: "denied",
      },
    ],
    [
      10,
      {
        action: "Sign-in_activity",
        actor: {
          type: "user",
          id: "user-010",
          email: "peregrin@lotr.com",
          name: "peregrin@lotr.com",
        },
        target: { type: "application", name: "Azure Portal" },
        outcome: "failed",
      },
    ],
    [
      12,
      {
        action: "Sign-in_activity",
        actor: {
          type: "integration",
          id: "b1c34143-e405-4058-8e29-84596ad737b8",
          name: "some-service-principal",
        },
        target: { type: "application", id: "cfceb902-8fab-4f8c-88ba-374d3c975c3a" },
        outcome: "failed",
      },
    ],
    [
      23,
      {
        action: "Sign-in_activity",
        actor: {
          type: "user",
          id: "8105c513-d24b-4b8d-9035-f8d48854d703",
          email: "eve@lexcorp.com",
          name: "A User Display Name",
        },
        target: {
          type: "application",
          id: "975c4feb-8c6b-4ed8-82e2-f0952ecc64d4",
          name: "Office 365 Exchange Online",
        },
        outcome: "success",
      },
    ],
    [
      39,
      {
        action: "Add_member_to_role_in_PIM_requested_-permanent-",
        actor: {
          type: "user",
          id: "12345",
          email: "Radahn@Starscourge.onmicrosoft.com",
          name: "Ju Cho",
        },
        target: { type: "Role", id: "12345", name: "Application Administrator" },
        outcome: "success",
        changes: [
          { path: "/RoleDefinitionOriginId", before: "", after: "12345" },
          { path: "/RoleDefinitionOriginType", before: "", after: "BuiltInRole" },
          { path: "/TemplateId", before: "", after: "12345" },
        ],
      },
    ],
  ],
  "entra_id_audit/otrf_goldensaml_AADAuditEvents.ndjson": [
    [
      2,
      {
        action: "Update_application_-_Certificates_and_secrets_management",
        actor: {
          type: "user",
          id: "aead923d-498b-4f64-a66c-2af91447a8b6",
          email: "pgustavo@simulandlabs.com",
          name: "pgustavo@simulandlabs.com",
        },
        target: {
          type: "Application",
          id: "11b49e19-2326-4be6-93cb-7f37439bbd81",
          name: "SimuLandApp",
        },
        outcome: "success",
        changes: [
          {
            path: "/KeyDescription",
            before: [],
            after:
              "[KeyIdentifier=59eaeebc-8a6b-44a6-9f24-7d55e64420c9,KeyType=Password,KeyUsage=Verify,DisplayName=SimuLandCreds]",
          },
        ],
      },
    ],
  ],
} satisfies Record<string, [number, Row][]>;

function mapped(record: JsonObject) {
  const result = entra.map(record);
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

describeShared("Entra records of the corpus", () => {
  it.each(spots["entra_id_signin/panther_test_events.ndjson"])(
    "line %i of panther_test_events.ndjson reads as it happened",
    (line, row) => {
      expect(rowAt("entra_id_signin/panther_test_events.ndjson", line)).toEqual(row);
    },
  );
  it.each(spots["entra_id_audit/otrf_goldensaml_AADAuditEvents.ndjson"])(
    "line %i of otrf_goldensaml_AADAuditEvents.ndjson reads as it happened",
    (line, row) => {
      expect(rowAt("entra_id_audit/otrf_goldensaml_AADAuditEvents.ndjson", line)).toEqual(
        row,
      );
    },
  );
});
