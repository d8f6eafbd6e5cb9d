import { actionRows } from "./action-row";

const clients = actionRows("clients", "client", [
  ["client.created", "create", "created {target}"],
  ["client.updated", "update", "changed {target}"],
  ["client.archived", "archive", "archived {target}", "notice"],
  ["client.restored", "restore", "restored {target}"],
  ["client.merged", "update", "merged {target}", "notice"],
  ["client.deleted", "delete", "deleted {target}", "warning"],
  ["client.portal_changed", "update", "changed the portal of {target}", "notice"],
]);

const contacts = actionRows("contacts", "contact", [
  ["contact.created", "create", "created {target}"],
  ["contact.updated", "update", "changed {target}"],
  ["contact.consent_changed", "update", "changed the consent of {target}", "notice"],
  ["contact.merged", "update", "merged {target}"],
  ["contact.archived", "archive", "archived {target}"],
  ["contact.restored", "restore", "restored {target}"],
  ["contact.deleted", "delete", "deleted {target}"],
  ["contact.portal_access_granted", "permission", "granted portal access to {target}"],
  ["contact.portal_access_revoked", "permission", "revoked portal access from {target}"],
]);

const tickets = actionRows("tickets", "ticket", [
  ["ticket.created", "create", "created {target}"],
  ["ticket.updated", "update", "changed {target}"],
  ["ticket.status_changed", "update", "changed the status of {target}"],
  ["ticket.priority_changed", "update", "changed the priority of {target}"],
  ["ticket.assigned", "update", "assigned {target}"],
  ["ticket.closed", "update", "closed {target}"],
  ["ticket.reopened", "update", "reopened {target}"],
  ["ticket.note_added", "create", "added a note to {target}"],
  ["ticket.reply_sent", "send", "replied to {target}"],
  ["ticket.attachment_added", "create", "attached a file to {target}"],
  ["ticket.time_entry_added", "create", "added time to {target}"],
  ["ticket.merged", "update", "merged {target}", "notice"],
  ["ticket.archived", "archive", "archived {target}"],
  ["ticket.restored", "restore", "restored {target}"],
  ["ticket.deleted", "delete", "deleted {target}"],
]);

const contracts = actionRows("contracts", "contract", [
  ["contract.created", "create", "created {target}"],
  ["contract.updated", "update", "changed {target}"],
  ["contract.signed", "approve", "signed {target}"],
  ["contract.renewed", "update", "renewed {target}"],
  ["contract.voided", "update", "voided {target}", "notice"],
  ["contract.archived", "archive", "archived {target}"],
  ["contract.deleted", "delete", "deleted {target}"],
]);

const invoices = actionRows("billing", "invoice", [
  ["invoice.created", "create", "created {target}"],
  ["invoice.updated", "update", "changed {target}"],
  ["invoice.sent", "send", "sent {target}"],
  ["invoice.paid", "update", "recorded the payment of {target}"],
  ["invoice.voided", "update", "voided {target}", "notice"],
  ["invoice.deleted", "delete", "deleted {target}"],
]);

const payments = actionRows("billing", "payment", [
  ["payment.received", "create", "recorded {target}"],
  ["payment.refunded", "update", "refunded {target}", "notice"],
]);

const quotes = actionRows("billing", "quote", [
  ["quote.created", "create", "created {target}"],
  ["quote.updated", "update", "changed {target}"],
  ["quote.sent", "send", "sent {target}"],
  ["quote.accepted", "approve", "accepted {target}"],
  ["quote.declined", "approve", "declined {target}"],
  ["quote.deleted", "delete", "deleted {target}"],
]);

const opportunities = actionRows("billing", "opportunity", [
  ["opportunity.created", "create", "created {target}"],
  ["opportunity.updated", "update", "changed {target}"],
  ["opportunity.deleted", "delete", "deleted {target}"],
]);

const products = actionRows("billing", "product", [
  ["product.created", "create", "created {target}"],
  ["product.updated", "update", "changed {target}"],
  ["product.deleted", "delete", "deleted {target}"],
]);

const feedback = actionRows("feedback", "feedback", [
  ["feedback.submitted", "create", "submitted {target}"],
  ["feedback.updated", "update", "changed {target}"],
  ["feedback.replied", "send", "replied to {target}"],
  ["feedback.deleted", "delete", "deleted {target}"],
]);

const supportRequests = actionRows("feedback", "support_request", [
  ["support_request.submitted", "create", "submitted {target}"],
  ["support_request.replied", "send", "replied to {target}"],
  ["support_request.closed", "update", "closed {target}"],
]);

export const clientActions = [
  ...clients,
  ...contacts,
  ...tickets,
  ...contracts,
  ...invoices,
  ...payments,
  ...quotes,
  ...opportunities,
  ...products,
  ...feedback,
  ...supportRequests,
];
