import type { Change } from "@/lib/entries/model";
import type { Random } from "../random";
import { about, type Deed, type Draft, type Scene } from "../story";
import {
  closedTicketsMax,
  nextStatuses,
  openTicketsMax,
  priorities,
  subjects,
  type Ticket,
  type TicketStatus,
  ticketTarget,
} from "../ticket";
import { drawNumber, listEngineers, listOf } from "../world";
import { pickContact } from "./contacts";

export function openTicket(scene: Scene, subject = scene.random.pick(subjects)): Draft {
  const { world, client, random } = scene;
  const open = listOf(world.openTickets, client);
  if (open.length >= openTicketsMax) open.shift();
  const ticket: Ticket = {
    id: String(drawNumber(world, "ticket")),
    subject,
    status: "New",
    priority: random.weighted(priorityShares).priority,
    assignee: null,
  };
  open.push(ticket);
  const contact = pickContact(scene);
  return about(client, {
    action: "ticket.created",
    target: ticketTarget(ticket, client),
    changes: [
      { path: "/subject", after: subject },
      { path: "/status", after: ticket.status },
      { path: "/priority", after: ticket.priority },
      { path: "/requester", after: contact.name },
    ],
    metadata: { channel: random.pick(["e-mail", "phone", "portal", "chat"]) },
  });
}

const priorityShares = [
  { weight: 2, priority: priorities[0] },
  { weight: 6, priority: priorities[1] },
  { weight: 2, priority: priorities[2] },
  { weight: 0.6, priority: priorities[3] },
];

/** A ticket somebody would work on now: old ones first, as queues are. */
function pickTicket({ world, client, random }: Scene): Ticket | null {
  const open = listOf(world.openTickets, client);
  if (open.length === 0) return null;
  return open[Math.floor(open.length * random.fraction() ** 1.6)] ?? null;
}

function change(scene: Scene, ticket: Ticket, action: string, changes: Change[]): Draft {
  return about(scene.client, {
    action,
    target: ticketTarget(ticket, scene.client),
    changes,
  });
}

export function assignTicket(scene: Scene): Draft | null {
  const ticket = pickTicket(scene);
  const engineers = listEngineers(scene.world, scene.at).filter(
    (person) => person !== ticket?.assignee,
  );
  if (!ticket || engineers.length === 0) return null;
  const before = ticket.assignee?.name ?? null;
  ticket.assignee = scene.random.pick(engineers);
  const after = ticket.assignee.name;
  const changes: Change[] = [{ path: "/assignee", before, after }];
  if (ticket.status === "New") {
    changes.push({ path: "/status", before: "New", after: "Open" });
    ticket.status = "Open";
  }
  return change(scene, ticket, "ticket.assigned", changes);
}

export function moveTicket(scene: Scene): Draft | null {
  const ticket = pickTicket(scene);
  if (!ticket) return null;
  const before = ticket.status;
  const after = scene.random.pick(nextStatuses[before]);
  ticket.status = after;
  const changes: Change[] = [{ path: "/status", before, after }];
  if (after === "Closed") shelve(scene, ticket);
  if (after === "Resolved") {
    changes.push({ path: "/resolution", after: scene.random.pick(resolutions) });
  }
  return change(scene, ticket, actionOf(after), changes);
}

function actionOf(status: TicketStatus): string {
  return status === "Closed" ? "ticket.closed" : "ticket.status_changed";
}

function shelve({ world, client }: Scene, ticket: Ticket): void {
  const open = listOf(world.openTickets, client);
  const closed = listOf(world.closedTickets, client);
  open.splice(open.indexOf(ticket), 1);
  closed.push(ticket);
  if (closed.length > closedTicketsMax) closed.shift();
}

const resolutions = [
  "Restarted the print spooler and cleared the queue",
  "Reset the password and signed out other sessions",
  "Replaced the cable",
  "Rolled back the driver",
  "Freed 40 GB and moved archives",
  "Explained how to share a calendar",
] as const;

function reprioritize(scene: Scene): Draft | null {
  const ticket = pickTicket(scene);
  if (!ticket) return null;
  const before = ticket.priority;
  ticket.priority = scene.random.pick(priorities.filter((other) => other !== before));
  return change(scene, ticket, "ticket.priority_changed", [
    { path: "/priority", before, after: ticket.priority },
  ]);
}

function note(scene: Scene): Draft | null {
  const ticket = pickTicket(scene);
  if (!ticket) return null;
  return about(scene.client, {
    action: "ticket.note_added",
    target: ticketTarget(ticket, scene.client),
    metadata: { note: scene.random.pick(notes), internal: true },
  });
}

const notes = [
  "Called back, no answer. Trying again after lunch.",
  "Waiting for the supplier's engineer, booked for tomorrow.",
  "User confirms it works from home, so this is the office network.",
  "Same fault as last month; replacing rather than repairing.",
  "Logs attached. Looks like an expired certificate.",
] as const;

function reply(scene: Scene): Draft | null {
  const ticket = pickTicket(scene);
  if (!ticket) return null;
  const contact = pickContact(scene);
  return about(scene.client, {
    action: "ticket.reply_sent",
    target: ticketTarget(ticket, scene.client),
    metadata: { to: contact.email, attachments: scene.random.int(0, 2) },
  });
}

function addTime(scene: Scene): Draft | null {
  const ticket = pickTicket(scene);
  if (!ticket) return null;
  const minutes = scene.random.int(1, 18) * 5;
  return change(scene, ticket, "ticket.time_entry_added", [
    { path: "/time_entries/-", after: { minutes, billable: scene.random.chance(0.7) } },
  ]);
}

function reopen(scene: Scene): Draft | null {
  const closed = listOf(scene.world.closedTickets, scene.client);
  const ticket = closed.pop();
  if (!ticket) return null;
  ticket.status = "In progress";
  listOf(scene.world.openTickets, scene.client).push(ticket);
  return change(scene, ticket, "ticket.reopened", [
    { path: "/status", before: "Closed", after: ticket.status },
  ]);
}

function merge(scene: Scene): Draft | null {
  const open = listOf(scene.world.openTickets, scene.client);
  if (open.length < 4) return null;
  const [kept, copy] = open.slice(-2);
  if (!kept || !copy) return null;
  open.pop();
  return about(scene.client, {
    action: "ticket.merged",
    target: ticketTarget(kept, scene.client),
    targets: [ticketTarget(kept, scene.client), ticketTarget(copy, scene.client)],
    metadata: { merged_ticket: copy.id },
  });
}

function remove(scene: Scene): Draft | null {
  const open = listOf(scene.world.openTickets, scene.client);
  const ticket = open.at(-1);
  if (!ticket) return null;
  open.pop();
  return about(scene.client, {
    action: "ticket.deleted",
    target: ticketTarget(ticket, scene.client),
    reason: scene.random.pick(["Duplicate", "Spam", "Opened for the wrong client"]),
    changes: recordOf(ticket, scene.random),
  });
}

function recordOf(ticket: Ticket, random: Random): Change[] {
  return [
    { path: "/subject", before: ticket.subject },
    { path: "/status", before: ticket.status },
    { path: "/priority", before: ticket.priority },
    { path: "/created_by", before: random.pick(["e-mail", "portal"]) },
  ];
}

export const ticketDeeds: Deed[] = [
  { weight: 2.5, perform: (scene) => openTicket(scene) },
  { weight: 4, perform: assignTicket },
  { weight: 10, perform: moveTicket },
  { weight: 1, perform: reprioritize },
  { weight: 3, perform: note },
  { weight: 3, perform: reply },
  { weight: 3, perform: addTime },
  { weight: 0.3, perform: reopen },
  { weight: 0.25, perform: merge },
  { weight: 0.12, perform: remove },
];
