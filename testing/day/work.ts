import { mergeClients } from "@/lib/clients/mutations";
import type { EventInput } from "@/lib/entries/model";
import { appendEvents } from "@/lib/entries/mutations";
import { recordReading } from "@/lib/runtime/reading";
import type { ClientIds } from "./clients";
import type { Cast, Day } from "./recorder";
import { expected } from "./told";

/** What other systems send, what people look at, and a merge, which both clients tell. */
export async function goToWork(day: Day, { adam, tess: desk }: Cast, ids: ClientIds) {
  const { acme, globex } = ids;
  const send = (event: EventInput) =>
    appendEvents(day.organization.ctx, [{ event, pointer: "/events/0" }]);
  const tess = { type: "user" as const, id: desk.id, name: "Tess" };
  const ticket = { type: "ticket", id: "4711", name: "Printer offline" };
  const shared = { actor: tess, target: ticket, client: "acme" };
  const about = { client: "acme" };
  await day.step(
    send({ ...shared, action: "ticket.created", after: { status: "Open" } }),
    expected("Tess", "ticket.created", "ticket Printer offline", {
      ...about,
      changes: ['status: ∅ → "Open"'],
    }),
  );
  await day.step(
    send({
      ...shared,
      action: "ticket.status_changed",
      before: { status: "Open" },
      after: { status: "Closed" },
      reason: "fixed",
    }),
    expected("Tess", "ticket.status_changed", "ticket Printer offline", {
      ...about,
      changes: ['status: "Open" → "Closed"'],
      reason: "fixed",
    }),
  );
  await day.step(
    send({ ...shared, action: "ticket.deleted", outcome: "failed", reason: "locked" }),
    expected("Tess", "ticket.deleted", "ticket Printer offline", {
      ...about,
      outcome: "failed",
      reason: "locked",
    }),
  );
  for (const [action, target] of [
    ["record.history_viewed", ticket],
    ["client.audit_viewed", { type: "client", id: acme, name: "Acme Dental" }],
    ["entry.request_viewed", { type: "entry", id: "evt_1", name: "evt_1" }],
  ] as const) {
    await day.step(
      recordReading(adam.ctx, { action, target }, acme),
      expected("Adam", action, `${target.type} ${target.name}`, about),
    );
  }
  await day.step(
    mergeClients(adam.ctx, { id: globex, intoSlug: "acme", reason: "bought" }),
    ...["globex", "acme"].map((client) =>
      expected("Adam", "client.merged", "client Globex", {
        client,
        changes: ['merged_into: null → "acme"'],
        reason: "bought",
      }),
    ),
  );
}
