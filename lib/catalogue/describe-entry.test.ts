import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor, Target } from "@/lib/entries/model";
import { actions } from "./actions";
import { type Describable, describeEntry } from "./describe-entry";

const alice: Actor = {
  type: "user",
  id: "u1",
  email: "alice@msp.test",
  name: "Alice Ng",
  role: "technician",
};
const system: Actor = { type: "system", id: null, email: null, name: null, role: null };
const printer = target("ticket", "1234", "Printer offline");
const device = target("device", "7", null);

function target(type: string, id: string | null, name: string | null): Target {
  return { type, id, name, url: null };
}

function entry(given: Partial<Describable> & { action: string }): Describable {
  return {
    outcome: "success",
    reason: null,
    actor: alice,
    target: null,
    targets: [],
    changes: [],
    client: null,
    ...given,
  };
}

describe("the sentence of an entry", () => {
  it("counts the changed fields of a record", () => {
    const changes = ["/status", "/assignee", "/notes"].map((path) => ({ path }));
    const changed = entry({ action: "ticket.updated", target: printer, changes });
    expect(describeEntry(changed, "Acme")).toBe(
      "Alice Ng changed 3 fields of Ticket #1234 “Printer offline” for Acme",
    );
    const once = { ...changed, changes: changes.slice(0, 1) };
    expect(describeEntry(once, null)).toBe(
      "Alice Ng changed 1 field of Ticket #1234 “Printer offline”",
    );
  });

  it("says what an action of its own did, also when sent in another spelling", () => {
    const closed = entry({ action: "ticket_status_changed", target: printer });
    expect(describeEntry(closed)).toBe(
      "Alice Ng changed the status of Ticket #1234 “Printer offline”",
    );
  });

  it("says how much an export took, and of which time", () => {
    const name = "1,204 entries (Last 30 days) as a CSV file";
    const left = entry({
      action: "export.completed",
      target: target("export", "x", name),
    });
    expect(describeEntry(left, "Acme")).toBe(`Alice Ng exported ${name} for Acme`);
    expect(describeEntry({ ...left, target: null })).toBe("Alice Ng exported an export");
  });

  it("takes the entry's own client unless told another name or none", () => {
    const created = entry({ action: "contact.created", client: "acme" });
    expect(describeEntry(created)).toBe("Alice Ng created a contact for acme");
    expect(describeEntry(created, "Acme Dental")).toMatch(/ for Acme Dental$/);
    expect(describeEntry(created, null)).toBe("Alice Ng created a contact");
  });

  it("names a client that is itself the record only once", () => {
    const acme = target("client", "c1", "Acme");
    const archived = entry({ action: "client.archived", target: acme, client: "acme" });
    expect(describeEntry(archived)).toBe("Alice Ng archived Client Acme");
  });

  it("tells what was refused as tried, with the reason", () => {
    const refused = entry({
      action: "ticket.deleted",
      target: printer,
      outcome: "denied",
      reason: "the role technician lacks tickets:delete",
    });
    expect(describeEntry(refused, "Acme")).toBe(
      "Alice Ng tried to delete Ticket #1234 “Printer offline” for Acme " +
        "and was refused: the role technician lacks tickets:delete",
    );
    const denied = entry({ action: "access.denied", outcome: "denied", reason: "no" });
    expect(describeEntry(denied)).toBe("Alice Ng was refused: no");
  });

  it("tells what failed as tried, and a failed sign-in as failed", () => {
    const sent = entry({
      action: "invoice.sent",
      outcome: "failed",
      reason: "no address",
    });
    expect(describeEntry(sent)).toBe(
      "Alice Ng tried to send an invoice and failed: no address",
    );
    const signIn = { action: "user.sign_in_failed", reason: "wrong password" };
    expect(describeEntry(entry({ ...signIn, outcome: "failed" }))).toBe(
      "Alice Ng failed to sign in: wrong password",
    );
  });

  it("gives no reason for what went well", () => {
    const accessed = entry({ action: "user.signed_out", reason: "end of shift" });
    expect(describeEntry(accessed)).toBe("Alice Ng signed out");
  });

  it("lets things happen by themselves", () => {
    const web = target("deployment", "d-7", "web-42");
    const failed = entry({ action: "deployment.failed", target: web, actor: system });
    expect(describeEntry(failed, "Acme")).toBe("Deployment web-42 for Acme failed");
    expect(describeEntry({ ...failed, actor: alice }, null)).toBe(
      "Deployment web-42 failed (Alice Ng)",
    );
    expect(describeEntry({ ...failed, target: null }, null)).toBe("A deployment failed");
  });

  it("names the records of a bulk operation, and what a script ran on", () => {
    const tickets = ["1", "2", "3"].map((id) => target("ticket", id, null));
    const archived = entry({ action: "bulk.archived", targets: tickets });
    expect(describeEntry(archived)).toBe("Alice Ng archived 3 tickets");

    const devices = ["a", "b"].map((id) => target("device", id, null));
    const script = target("script", "s", "Patch-Tuesday");
    const ran = entry({ action: "script.run", target: script, targets: devices });
    expect(describeEntry({ ...ran, actor: system })).toBe(
      "System ran Script Patch-Tuesday (2 devices)",
    );
  });

  it("counts a record that is named twice only once", () => {
    const twice = [{ ...printer }, target("ticket", "9", null)];
    const merged = entry({ action: "ticket.merged", target: printer, targets: twice });
    expect(describeEntry(merged)).toBe(
      "Alice Ng merged Ticket #1234 “Printer offline” and 1 more",
    );
  });

  it("claims no more than the name of an action it does not know", () => {
    const trail = target("trail", null, "management-events");
    const deleted = entry({ action: "DeleteTrail", target: trail });
    expect(describeEntry(deleted)).toBe(
      "Alice Ng did “Delete trail” on Trail management-events",
    );
    expect(describeEntry({ ...deleted, target: null, outcome: "failed" })).toBe(
      "Alice Ng tried to do “Delete trail” and failed",
    );
  });

  it.each<[Partial<Actor>, string]>([
    [{ name: null }, "alice@msp.test"],
    [{ name: null, email: null }, "u1"],
    [{ name: null, email: null, id: null }, "A technician"],
    [{ name: null, email: null, id: null, role: null }, "Someone"],
    [{ type: "api_key", name: "psa-sync", email: null }, "API key psa-sync"],
    [{ type: "integration", name: null, email: null, id: null }, "An integration"],
    [{ type: "rule", name: "nightly", email: null }, "Rule nightly"],
    [{ ...system }, "System"],
    [{ ...system, name: "Microsoft Entra" }, "Microsoft Entra"],
  ])("names an actor %j as %s", (actor, name) => {
    const created = entry({ action: "ticket.created", actor: { ...alice, ...actor } });
    expect(describeEntry(created)).toBe(`${name} created a ticket`);
  });

  it("keeps names as they are, whatever they hold", () => {
    const name = "$& {target} $1";
    const odd = entry({ action: "ticket.created", target: target("ticket", null, name) });
    expect(describeEntry(odd)).toBe(`Alice Ng created Ticket ${name}`);
  });

  it("has no gap for any action, outcome or missing record", () => {
    const ids = actions.map(({ id }) => id);
    const cases = fc.record<Partial<Describable> & { action: string }>({
      action: fc.constantFrom(...ids),
      outcome: fc.constantFrom("success" as const, "failed" as const, "denied" as const),
      target: fc.constantFrom(printer, null),
      targets: fc.constantFrom<Target[]>([], [printer], [printer, device]),
      actor: fc.constantFrom(alice, system),
    });
    fc.assert(
      fc.property(cases, (given) => {
        const sentence = describeEntry(entry(given), "Acme");
        expect(sentence).not.toMatch(/\{|\}|undefined|null| {2}|: $/);
        expect(sentence).toMatch(/^[\p{Lu}\d]/u);
      }),
      { numRuns: 1000 },
    );
  });
});
