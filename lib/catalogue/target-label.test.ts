import { describe, expect, it } from "vitest";
import { labelTarget, labelTargets } from "./target-label";

function target(type: string, id: string | null, name: string | null) {
  return { type, id, name, url: null };
}

describe("a record in a sentence", () => {
  it.each([
    ["ticket", "1234", "Printer offline", "Ticket #1234 “Printer offline”"],
    ["invoice", "INV-1042", "October", "Invoice INV-1042 “October”"],
    ["contact", "0b6f6a51-2f6c-4f1e-9a53-7d0f3f1e2a11", "Sam Reed", "Contact Sam Reed"],
    ["ticket", "1234", null, "Ticket #1234"],
    ["device", "0b6f6a51-2f6c-4f1e-9a53-7d0f3f1e2a11", null, "Device 0b6f6a51…"],
    ["project", "vpc-production", null, "Project vpc-production"],
    [
      "user",
      "samantha.reed@customer.example",
      null,
      "User samantha.reed@customer.example",
    ],
    ["invoice", "INV-7", "INV-7", "Invoice INV-7"],
    ["api_key", null, "psa-sync", "API key psa-sync"],
    ["organization", null, null, "Organization"],
    ["ticket", "12", "", "Ticket #12"],
  ])("%s with id %s and name %s is %s", (type, id, name, label) => {
    expect(labelTarget(target(type, id, name))).toBe(label);
  });

  it("is never cut inside a character", () => {
    const label = labelTarget(target("file", "📄".repeat(20), null));
    expect(label).toBe(`File ${"📄".repeat(8)}…`);
  });

  it("becomes a count when there are several", () => {
    const tickets = ["1", "2", "3"].map((id) => target("ticket", id, null));
    expect(labelTargets(tickets)).toBe("3 tickets");
    expect(labelTargets([...tickets, target("client", "4", null)])).toBe("4 records");
    expect(labelTargets(tickets.slice(0, 1))).toBe("Ticket #1");
    expect(labelTargets([])).toBe("several records");
  });
});
