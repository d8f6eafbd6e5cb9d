import type { EventInput } from "@/lib/entries/model";
import { nobody } from "./erasing";

/** Somebody whose fields are erased, and what the log holds of her, and of others. */
export const zoe = {
  ...nobody,
  personId: "u_zoe",
  email: "zoe.oneill@acme.example",
  name: 'Zoë "Zed" O\'Neill',
  addresses: ["198.51.100.77"],
  also: ["+44 20 7946 0018"],
  withOrigins: true,
};
export const ground = { basis: "consent_withdrawn" as const, reason: "request 4711" };
/** Texts that must be nowhere in the database once they are erased. */
export const traces = [
  "zoe.oneill@acme.example",
  "zoe.oneill%40acme.example",
  "Zed",
  "Zoë",
  "198.51.100.77",
  "7946 0018",
];

export const zoeEvents: EventInput[] = [
  {
    action: "ticket.created",
    actor: { type: "user", id: "u_zoe", email: zoe.email, name: zoe.name, role: "user" },
    target: { type: "ticket", id: "900", name: "Mail does not work" },
    reason: "as asked for",
    context: { ip: "198.51.100.77", user_agent: "Zed's own browser" },
  },
  {
    action: "contact.updated",
    actor: { type: "user", id: "u_alice", email: "alice@msp.example", name: "Alice" },
    target: { type: "contact", id: "u_zoe", name: zoe.name },
    changes: [
      { path: "/phone", before: "+44 20 7946 0018", after: null },
      { path: "/department", before: "Sales", after: "Support" },
    ],
  },
  {
    action: "mail.sent",
    actor: { type: "system" },
    request: {
      method: "GET",
      url: "https://x.example/?to=zoe.oneill%40acme.example",
      body: { lines: [`Dear ${zoe.name},`] },
    },
    metadata: { kept: "no" },
  },
  {
    action: "ticket.updated",
    actor: { type: "user", id: "u_bob", email: "bob@msp.example", name: "Bob" },
    target: { type: "ticket", id: "901", name: "Zedekiah's printer" },
    changes: [{ path: "/owner", before: "xzoe.oneill@acme.example", after: "Bob" }],
  },
];
