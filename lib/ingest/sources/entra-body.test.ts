import { describe, expect, it } from "vitest";
import { entra } from "@/lib/ingest/sources/entra";
import type { JsonObject } from "@/lib/proof/json-value";

function mapped(record: JsonObject) {
  const result = entra.map(record);
  if (!result.ok) throw new Error(result.reason.detail);
  return result.value;
}

describe("Entra records", () => {
  it("Graph, Azure Monitor and Log Analytics tell the same sign-in alike", () => {
    const graph = {
      id: "s-1",
      createdDateTime: "2026-01-02T03:04:05Z",
      userPrincipalName: "ann@acme.example",
      userId: "u-1",
      appDisplayName: "Portal",
      ipAddress: "192.0.2.7",
      status: { errorCode: 53003, failureReason: "Blocked by Conditional Access" },
    };
    const monitor = {
      time: "2026-01-02T03:05:00Z",
      operationName: "Sign-in activity",
      category: "SignInLogs",
      properties: JSON.stringify(graph),
    };
    const analytics = {
      TimeGenerated: "2026-01-02T03:05:00Z",
      OperationName: "Sign-in activity",
      Category: "SignInLogs",
      Id: "s-1",
      CreatedDateTime: "2026-01-02T03:04:05Z",
      UserPrincipalName: "ann@acme.example",
      UserId: "u-1",
      AppDisplayName: "Portal",
      IPAddress: "192.0.2.7",
      ResultType: "53003",
      Status: JSON.stringify(graph.status),
    };
    for (const record of [graph, monitor, analytics]) {
      const [one] = mapped(record);
      expect(one).toMatchObject({ vendor: "entra", recordId: "s-1" });
      expect(one?.event).toMatchObject({
        action: "Sign-in_activity",
        actor: { type: "user", id: "u-1", email: "ann@acme.example" },
        target: { type: "application", name: "Portal" },
        outcome: "denied",
        reason: "Blocked by Conditional Access",
        occurred_at: "2026-01-02T03:04:05Z",
        context: { ip: "192.0.2.7" },
        category: "authentication",
      });
    }
  });

  it("a property that was not there before has no former value", () => {
    const [one] = mapped({
      activityDisplayName: "Update user",
      targetResources: [
        {
          type: "User",
          displayName: "Ann",
          modifiedProperties: [
            { displayName: "JobTitle", oldValue: null, newValue: '["Lead"]' },
            { displayName: "Same", oldValue: '"x"', newValue: '"x"' },
          ],
        },
      ],
    });
    expect(one?.event.changes).toEqual([{ path: "/JobTitle", after: "Lead" }]);
  });

  it("a record of no known shape is refused by name", () => {
    const refused = entra.map({ id: "1" });
    const pointer = "/activityDisplayName";
    expect(refused).toMatchObject({ ok: false, reason: { pointer } });
  });
});
