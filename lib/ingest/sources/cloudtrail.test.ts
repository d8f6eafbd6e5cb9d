import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { EventInput } from "@/lib/entries/model";
import { cloudtrail } from "@/lib/ingest/sources/cloudtrail";
import type { JsonObject } from "@/lib/proof/json-value";
import { describeShared, sharedDir } from "@/testing/shared-data";

type Row = Pick<EventInput, "action" | "actor" | "target" | "outcome" | "changes">;

/** By file and line of the corpus; the names in them are the corpus' own. */
const spots = {
  "aws_cloudtrail/panther_test_events.ndjson": [
    [
      10,
      {
        action: "ModifyImageAttribute",
        actor: {
          type: "user",
          id: "arn:aws:sts::123456789012:assumed-role/example-role/example-user",
          name: "example-user",
          role: "example-role",
        },
        target: { type: "image", id: "ami-1111", name: "ami-1111" },
        outcome: "denied",
      },
    ],
    [
      25,
      {
        action: "CreateTrail",
        actor: {
          type: "user",
          id: "arn:aws:sts::123456789012:assumed-role/tester",
          name: "tester",
          role: "Tester",
        },
        target: {
          type: "cloudtrail:trail",
          id: "arn:aws:cloudtrail:us-west-2:123456789012:trail/example-trail",
          name: "example-trail",
        },
        outcome: "failed",
      },
    ],
    [
      31,
      {
        action: "GetRecords",
        actor: { type: "user", id: "arn:aws:test_arn" },
        outcome: "success",
      },
    ],
    [
      34,
      {
        action: "ConsoleLogin",
        actor: { type: "user", name: "alice" },
        target: { type: "account", id: "111122223333" },
        outcome: "failed",
      },
    ],
    [
      42,
      {
        action: "GetSendQuota",
        actor: {
          type: "system",
          id: "arn:aws:sts::187901811700:assumed-role/AWSServiceRoleForTrustedAdvisor/TrustedAdvisor_187901811700_7472a099-2df6-4080-b339-9681aa0a066a",
          name: "TrustedAdvisor_187901811700_7472a099-2df6-4080-b339-9681aa0a066a",
          role: "AWSServiceRoleForTrustedAdvisor",
        },
        outcome: "success",
      },
    ],
    [
      91,
      {
        action: "AttachInternetGateway",
        actor: {
          type: "user",
          id: "arn:aws:sts::123456789012:assumed-role/tester",
          name: "tester",
          role: "tester",
        },
        target: { type: "internet_gateway", id: "igw-1", name: "igw-1" },
        outcome: "success",
      },
    ],
  ],
  "aws_cloudtrail/stratus_detonation_logs.ndjson": [
    [
      285,
      {
        action: "ConsoleLogin",
        actor: {
          type: "user",
          id: "arn:aws:iam::562283505220:user/stratus-red-team-nmfalu-jfzdtsvchl",
          name: "stratus-red-team-nmfalu-jfzdtsvchl",
        },
        target: { type: "account", id: "562283505220" },
        outcome: "success",
      },
    ],
    [
      295,
      {
        action: "AttachUserPolicy",
        actor: {
          type: "user",
          id: "arn:aws:iam::229654561268:user/christophe",
          name: "christophe",
        },
        target: { type: "user", id: "malicious-iam-user", name: "malicious-iam-user" },
        outcome: "success",
      },
    ],
    [
      301,
      {
        action: "DeleteLoginProfile",
        actor: {
          type: "user",
          id: "arn:aws:iam::070411556318:user/christophe",
          name: "christophe",
        },
        target: {
          type: "user",
          id: "stratus-red-team-login-profile-user",
          name: "stratus-red-team-login-profile-user",
        },
        outcome: "failed",
      },
    ],
  ],
} satisfies Record<string, [number, Row][]>;

function mapped(record: JsonObject) {
  const result = cloudtrail.map(record);
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

describeShared("CloudTrail records of the corpus", () => {
  it.each(spots["aws_cloudtrail/panther_test_events.ndjson"])(
    "line %i of panther_test_events.ndjson reads as it happened",
    (line, row) => {
      expect(rowAt("aws_cloudtrail/panther_test_events.ndjson", line)).toEqual(row);
    },
  );
  it.each(spots["aws_cloudtrail/stratus_detonation_logs.ndjson"])(
    "line %i of stratus_detonation_logs.ndjson reads as it happened",
    (line, row) => {
      expect(rowAt("aws_cloudtrail/stratus_detonation_logs.ndjson", line)).toEqual(row);
    },
  );
});

describe("CloudTrail records", () => {
  it("a service name is not an address and goes to the metadata", () => {
    const [one] = mapped({
      eventName: "CreateStack",
      sourceIPAddress: "cloudformation.amazonaws.com",
    });
    expect(one?.event.context).toBeUndefined();
    expect(one?.event.metadata).toEqual({
      source_address: "cloudformation.amazonaws.com",
    });
  });

  it("parameters and answer are kept as request and response", () => {
    const [one] = mapped({
      eventName: "RunInstances",
      requestParameters: { instancesSet: { items: [{ imageId: "ami-1" }] } },
      responseElements: { reservationId: "r-1" },
    });
    expect(one?.event.request).toEqual({
      body: { instancesSet: { items: [{ imageId: "ami-1" }] } },
    });
    expect(one?.event.response).toEqual({ body: { reservationId: "r-1" } });
    expect(one?.event.target).toEqual({ type: "image", id: "ami-1", name: "ami-1" });
  });

  it("a time that cannot be read is kept as it was sent", () => {
    const [one] = mapped({ eventName: "ListUsers", eventTime: "redacted" });
    expect(one?.event.occurred_at).toBeUndefined();
    expect(one?.event.metadata).toEqual({ time_as_sent: "redacted" });
  });

  it("a record without an event name is refused by name", () => {
    const refused = cloudtrail.map({ eventID: "1" });
    expect(refused).toMatchObject({ ok: false, reason: { pointer: "/eventName" } });
  });
});
