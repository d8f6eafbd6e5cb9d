import type { Client, Staff } from "./cast";

export type Ticket = {
  id: string;
  subject: string;
  status: TicketStatus;
  priority: Priority;
  assignee: Staff | null;
};

export const ticketStatuses = [
  "New",
  "Open",
  "In progress",
  "Waiting on client",
  "Resolved",
  "Closed",
] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

export const priorities = ["Low", "Normal", "High", "Urgent"] as const;
export type Priority = (typeof priorities)[number];

export const ticketNumberFirst = 1042;
export const openTicketsMax = 40;
export const closedTicketsMax = 20;

/** Where a ticket usually goes from where it is. */
export const nextStatuses: Record<TicketStatus, readonly TicketStatus[]> = {
  New: ["Open", "Open", "In progress"],
  Open: ["In progress", "In progress", "Waiting on client"],
  "In progress": ["Resolved", "Resolved", "Waiting on client"],
  "Waiting on client": ["In progress", "Resolved"],
  Resolved: ["Closed", "Closed", "Closed", "In progress"],
  Closed: ["In progress"],
};

export const subjects = [
  "Printer offline",
  "Cannot sign in to Outlook",
  "VPN drops every few minutes",
  "Laptop will not wake from sleep",
  "New starter on Monday",
  "Shared drive is missing",
  "Wi-Fi slow in meeting room",
  "Leaver: disable account",
  "Backup failed last night",
  "Disk almost full",
  "Phone system has no dial tone",
  "Suspicious e-mail reported",
  "Request for second monitor",
  "Password expired while travelling",
  "Scanner does not send to e-mail",
  "Line-of-business app crashes on start",
  "Certificate expires in 14 days",
  "Mailbox full",
  "Calendar not shared with team",
  "Docking station not detected",
  "Antivirus reports a quarantined file",
  "Guest Wi-Fi voucher needed",
  "Excel add-in disabled after update",
  "Clock is five minutes wrong",
] as const;

export function ticketTarget(ticket: Ticket, client: Client) {
  return {
    type: "ticket",
    id: ticket.id,
    name: ticket.subject,
    url: `https://psa.${client.domain}/tickets/${ticket.id}`,
  };
}
