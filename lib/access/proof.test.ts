import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { mintKeyCtx, mintOperatorCtx, mintSessionCtx } from "./mint";
import { isRecentProof, requireRecentProof } from "./proof";

const organizationId = randomUUID();
const context = { ip: null, user_agent: null, session_id: null, request_id: null };

function signedIn(isRecentlyProved?: boolean) {
  const person = { userId: randomUUID(), email: "a@msp.example", name: "Ann" };
  const session = { ...person, organizationId, sessionId: "s".repeat(64) };
  const facts = { ...session, role: "owner" as const, assignedClientIds: null };
  return mintSessionCtx({ ...facts, isRecentlyProved }, context);
}

describe("what a borrowed browser must not do", () => {
  it("is done by a person who proved a moment ago, and by the operator", () => {
    expect(() => requireRecentProof(signedIn(true))).not.toThrow();
    expect(() =>
      requireRecentProof(mintOperatorCtx(organizationId, "system")),
    ).not.toThrow();
  });

  it("asks everybody else, a key included, and a session that says nothing", () => {
    const key = { organizationId, id: "key_1", name: "K", clientId: null };
    const ctxs = [
      signedIn(false),
      signedIn(),
      mintKeyCtx({ ...key, scopes: ["events:write"] }, context),
    ];
    for (const ctx of ctxs) {
      expect(() => requireRecentProof(ctx)).toThrow(
        expect.objectContaining({ code: "access.proof_needed" }),
      );
    }
  });

  it("counts minutes, and a proof that never was does not count", () => {
    expect(isRecentProof(0)).toBe(true);
    expect(isRecentProof(599)).toBe(true);
    expect(isRecentProof(601)).toBe(false);
    expect(isRecentProof(null)).toBe(false);
  });
});
