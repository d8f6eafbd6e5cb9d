import { expect, it } from "vitest";
import { redactText } from "@/lib/entries/redact-text";
import { describeRefusal, type Principal } from "./model";
import { permissions } from "./policy";

const person: Principal = {
  kind: "user",
  userId: "u",
  email: "p@msp.example",
  name: "P",
  role: "auditor",
  sessionId: "s",
  isRecentlyProved: false,
};
const key: Principal = { kind: "key", keyId: "k", name: "k", scopes: [] };

it.each(permissions)("a refusal of %s stays readable in the log", (permission) => {
  for (const principal of [person, key]) {
    const reason = describeRefusal(principal, permission);
    expect(redactText(reason)).toBe(reason);
  }
  expect(redactText(permission)).toBe(permission);
});
