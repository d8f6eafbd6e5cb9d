import { actionRows } from "./action-row";

const exports = actionRows("exports", "export", [
  ["export.requested", "export", "asked for {target}"],
  ["export.completed", "export", "exported {name}"],
  ["export.failed", "export", "{target} failed", "warning"],
  ["export.cancelled", "update", "cancelled {target}"],
  ["export.list_exported", "export", "exported a list"],
  ["export.sent", "export", "sent {target}"],
  ["export.deleted", "delete", "deleted {target}"],
]);

const exportSchedules = actionRows("exports", "export_schedule", [
  ["export.schedule_created", "create", "created {target}", "notice"],
  ["export.schedule_updated", "update", "changed {target}", "notice"],
  ["export.schedule_disabled", "update", "disabled {target}"],
  ["export.schedule_deleted", "delete", "deleted {target}"],
]);

const exportAddresses = actionRows("exports", "export_address", [
  ["export.address_asked", "send", "asked {target} to confirm that exports may come"],
  ["export.address_confirmed", "approve", "confirmed that exports may come to {target}"],
  ["export.address_removed", "update", "removed {target} from those who get exports"],
]);

const security = actionRows("security", null, [
  ["access.denied", "other", "was refused", "warning"],
  ["api.rate_limited", "other", "was slowed down for too many requests", "warning"],
  ["security.integrity_warning", "other", "raised an integrity warning", "critical"],
  [
    "security.integrity_warning_closed",
    "update",
    "closed an integrity warning",
    "warning",
  ],
  ["security.verification_run", "execute", "verified the log"],
  ["security.address_blocked", "update", "blocked an address", "warning"],
  [
    "portal.head_lost",
    "other",
    "reported that the log does not continue what their browser saw",
    "critical",
  ],
  ["security.source_silent", "other", "went silent", "warning"],
]);

const entryReads = actionRows("access", "entry", [
  ["entry.viewed", "view", "opened {target}"],
  ["entry.history_viewed", "view", "opened the history of {target}"],
  ["entry.request_viewed", "view", "opened the request of {target}"],
]);

const explanations = actionRows("security", "entry", [
  ["entry.explained", "update", "explained {target}", "notice"],
]);

const recordReads = actionRows("access", "record", [
  ["record.history_viewed", "view", "opened the history of {target}"],
]);

const userReads = actionRows("access", "user", [
  ["user.history_viewed", "view", "opened the history of {target}"],
]);

const sessionReads = actionRows("access", "session", [
  ["session.history_viewed", "view", "opened the history of {target}"],
]);

const clientReads = actionRows("access", "client", [
  ["client.audit_viewed", "view", "opened the audit tab of {target}"],
  ["portal.viewed_as_client", "view", "looked at the portal as {target}", "notice"],
]);

const invoiceReads = actionRows("access", "invoice", [
  ["invoice.downloaded", "export", "downloaded {target}"],
]);

const exportReads = actionRows("access", "export", [
  ["export.downloaded", "export", "downloaded {target}"],
]);

const packReads = actionRows("access", "evidence_pack", [
  ["evidence_pack.downloaded", "export", "downloaded {target}"],
]);

const credentialReads = actionRows("access", "credential", [
  ["credential.revealed", "view", "revealed {target}", "notice"],
]);

const packs = actionRows("evidence", "evidence_pack", [
  ["evidence_pack.created", "create", "created {target}", "notice"],
  ["evidence_pack.completed", "export", "finished {target}", "notice"],
  ["evidence_pack.failed", "export", "{target} failed", "warning"],
  ["evidence_pack.cancelled", "update", "cancelled {target}"],
  ["evidence_pack.shared", "permission", "shared {target}"],
  ["evidence_pack.deleted", "delete", "deleted {target}"],
]);

const reviews = actionRows("evidence", "review", [
  ["review.created", "create", "started {target}"],
  ["review.updated", "update", "changed {target}"],
  ["review.finding_added", "create", "added a finding to {target}", "notice"],
  ["review.signed_off", "approve", "signed off {target}", "notice"],
  ["review.discarded", "delete", "discarded {target}", "notice"],
  ["review.sample_drawn", "execute", "drew a sample for {target}"],
  ["review.vendor_log_reconciled", "execute", "compared {target} with a vendor's log"],
]);

const reviewPlans = actionRows("evidence", "review_plan", [
  ["review.plan_created", "create", "created {target}"],
  ["review.plan_ended", "update", "ended {target}", "notice"],
]);

const incidents = actionRows("evidence", "incident", [
  ["incident.opened", "create", "opened {target}", "notice"],
  ["incident.updated", "update", "changed {target}"],
  ["incident.report_exported", "export", "exported the evidence of {target}"],
  ["incident.closed", "update", "closed {target}", "notice"],
]);

const cases = actionRows("evidence", "case", [
  ["case.opened", "create", "opened the case {target}", "notice"],
  ["case.updated", "update", "changed the report of {target}"],
  ["case.entry_pinned", "update", "pinned an entry to {target}"],
  ["case.entry_unpinned", "update", "took an entry off {target}"],
  ["case.note_added", "create", "added a note to {target}"],
  ["case.report_exported", "export", "exported the report of {target}"],
  ["case.link_created", "permission", "made a link to {target}"],
  ["case.link_viewed", "view", "opened the link to {target}", "notice"],
  ["case.link_revoked", "permission", "revoked the link to {target}"],
  ["case.closed", "update", "closed the case {target}", "notice"],
]);

const log = actionRows("log", null, [
  ["log.stream_created", "create", "opened a stream of the log"],
  ["log.checkpoint_created", "create", "signed a checkpoint"],
  ["log.checkpoint_anchored", "send", "anchored a checkpoint outside"],
  ["log.head_witnessed", "approve", "confirmed the head of the log"],
  ["log.signing_key_created", "create", "created a signing key", "warning"],
  ["log.signing_key_rotated", "update", "rotated the signing key", "warning"],
  ["log.pruned", "delete", "pruned entries past their retention", "warning"],
  ["log.redacted", "delete", "erased values from an entry", "warning"],
  ["log.erasure_requested", "other", "asked to erase a person's fields", "warning"],
  ["log.erasure_approved", "approve", "approved an erasure", "warning"],
  ["log.erasure_withdrawn", "other", "withdrew an erasure", "notice"],
  ["log.erasure_completed", "delete", "erased a person's fields", "warning"],
  ["log.hold_set", "update", "put entries on hold", "notice"],
  ["log.hold_released", "update", "released a hold", "warning"],
  ["log.client_retention_changed", "update", "changed a client's retention", "warning"],
  ["log.retention_proposed", "other", "proposed a shorter retention", "warning"],
  ["log.retention_approved", "approve", "approved a shorter retention", "warning"],
  ["log.retention_withdrawn", "other", "withdrew a proposed retention", "notice"],
  ["log.prune_withdrawn", "other", "withdrew an announced prune", "notice"],
  ["log.entry_explained", "update", "explained an entry"],
]);

const imports = actionRows("log", "import", [
  ["import.started", "import", "started {target}"],
  ["import.completed", "import", "imported entries", "notice"],
  ["import.failed", "import", "{target} failed", "warning"],
  ["import.cancelled", "import", "cancelled {target}"],
  ["demo.loaded", "import", "loaded the demo history"],
]);

export const logActions = [
  ...exports,
  ...exportSchedules,
  ...exportAddresses,
  ...security,
  ...entryReads,
  ...explanations,
  ...recordReads,
  ...userReads,
  ...sessionReads,
  ...clientReads,
  ...invoiceReads,
  ...exportReads,
  ...packReads,
  ...credentialReads,
  ...packs,
  ...reviews,
  ...reviewPlans,
  ...incidents,
  ...cases,
  ...log,
  ...imports,
];
