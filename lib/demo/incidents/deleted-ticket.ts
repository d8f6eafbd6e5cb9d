import { findDemoClient, findStaff } from "../cast";
import { microsPerHour, microsPerMinute } from "../moment";
import { about, type Draft } from "../story";
import { type Ticket, ticketTarget } from "../ticket";
import { drawNumber, type World } from "../world";
import { type Incident, momentOf, say, voiceOf } from "./script";

/** A ticket with a history is deleted: its name stays in the log, and who did it. */
export const deletedTicket: Incident = (world) => {
  const { cast } = world;
  const client = findDemoClient(cast, "acme");
  const [erin, carol, dev] = [
    voiceOf(findStaff(cast, "erin"), { session: "printer-offline" }),
    voiceOf(findStaff(cast, "carol"), { session: "printer-offline" }),
    voiceOf(findStaff(cast, "dev"), { session: "printer-offline" }),
  ];
  const start = momentOf(world, { daysBeforeEnd: 5, time: "09:12" });
  const ticket: Ticket = { ...blank, assignee: null };
  const tell = (action: string, changes: Draft["event"]["changes"], reason?: string) =>
    about(client, { action, target: ticketTarget(ticket, client), changes, reason });
  return [
    say(start, erin, (then) => openFor(then, ticket, tell)),
    say(start + 6 * microsPerMinute, erin, () =>
      tell("ticket.assigned", [{ path: "/assignee", before: null, after: "Carol Xu" }]),
    ),
    say(start + 50 * microsPerMinute, carol, () =>
      tell("ticket.status_changed", [
        { path: "/status", before: "New", after: "In progress" },
      ]),
    ),
    say(start + 4 * microsPerHour, carol, () =>
      tell("ticket.priority_changed", [
        { path: "/priority", before: "Normal", after: "High" },
      ]),
    ),
    say(momentOf(world, { daysBeforeEnd: 2, time: "17:58" }), dev, () =>
      tell("ticket.deleted", [
        { path: "/subject", before: ticket.subject },
        { path: "/status", before: "In progress" },
        { path: "/priority", before: "High" },
        { path: "/assignee", before: "Carol Xu" },
      ]),
    ),
  ];
};

const blank = {
  id: "",
  subject: "Printer offline",
  status: "New",
  priority: "Normal",
} as const;

/** The number is drawn when the moment comes, so that it fits among its neighbours. */
function openFor(
  world: World,
  ticket: Ticket,
  tell: (action: string, changes: Draft["event"]["changes"]) => Draft,
): Draft {
  ticket.id = String(drawNumber(world, "ticket"));
  return tell("ticket.created", [
    { path: "/subject", after: ticket.subject },
    { path: "/status", after: ticket.status },
    { path: "/priority", after: ticket.priority },
  ]);
}
