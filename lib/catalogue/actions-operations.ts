import { actionRows } from "./action-row";

const settings = actionRows("settings", "organization", [
  ["organization.created", "create", "created {target}", "notice"],
  ["organization.updated", "update", "changed {target}"],
  ["settings.updated", "update", "changed the settings"],
  ["settings.branding_changed", "update", "changed the branding"],
  ["settings.appearance_changed", "update", "changed the appearance"],
  ["settings.time_zone_changed", "update", "changed the time zone"],
  ["settings.customer_matching_changed", "update", "changed the customer matching"],
  ["settings.notifications_changed", "update", "changed the notifications"],
  ["settings.notification_tested", "send", "sent a test mail"],
  ["settings.redaction_changed", "update", "changed the redaction rules", "warning"],
  ["settings.retention_changed", "update", "changed the retention", "warning"],
  ["settings.security_changed", "update", "changed the security settings", "warning"],
  ["settings.sign_in_changed", "update", "changed the ways to sign in", "warning"],
  ["settings.portal_changed", "update", "changed the portal settings", "notice"],
]);

const savedViews = actionRows("settings", "saved_view", [
  ["saved_view.created", "create", "created {target}"],
  ["saved_view.updated", "update", "changed {target}"],
  ["saved_view.shared", "permission", "shared {target}", "info"],
  ["saved_view.deleted", "delete", "deleted {target}", "info"],
  ["saved_view.default_changed", "update", "changed the default view to {target}"],
]);

const integrations = actionRows("integrations", "integration", [
  ["integration.created", "create", "added {target}", "notice"],
  ["integration.updated", "update", "changed {target}", "notice"],
  ["integration.enabled", "update", "enabled {target}"],
  ["integration.disabled", "update", "disabled {target}", "notice"],
  ["integration.deleted", "delete", "removed {target}", "warning"],
  ["integration.credentials_saved", "update", "saved credentials for {target}", "notice"],
  ["integration.credentials_rotated", "update", "rotated credentials of {target}"],
  ["integration.credentials_deleted", "delete", "deleted credentials of {target}"],
  ["integration.test_requested", "execute", "asked for a test of {target}"],
  ["integration.tested", "execute", "tested {target}"],
  [
    "integration.inbound_secret_made",
    "update",
    "made a signing secret for {target}",
    "notice",
  ],
  ["integration.event_refused", "send", "{target} sent what was refused", "warning"],
  ["integration.event_repeated", "send", "{target} sent again what was taken"],
  ["integration.synced", "sync", "synchronized {target}"],
  ["integration.sync_failed", "sync", "{target} failed to synchronize", "warning"],
]);

/** Calls to a vendor's system, with the full redacted request and response. */
const writeBacks = actionRows("integrations", "integration", [
  ["integration.write_back_sent", "send", "wrote back to {target}"],
  ["integration.ticket_created", "create", "created a ticket in {target}"],
  ["integration.ticket_updated", "update", "changed a ticket in {target}"],
  [
    "integration.ticket_status_changed",
    "update",
    "changed a ticket's status in {target}",
  ],
  ["integration.alert_acknowledged", "update", "acknowledged an alert in {target}"],
  ["integration.time_entry_added", "create", "added time in {target}"],
  ["integration.write_back_requested", "send", "asked for a write-back to {target}"],
  [
    "integration.write_back_unsure",
    "send",
    "{target} may have taken a write-back",
    "warning",
  ],
  [
    "integration.write_back_settled",
    "update",
    "found out about a write-back to {target}",
    "notice",
  ],
  ["integration.write_back_repeated", "send", "sent a write-back to {target} again"],
]);

const feeds = actionRows("integrations", "feed", [
  ["feed.created", "create", "created the feed {target}", "warning"],
  ["feed.paused", "update", "paused the feed {target}", "notice"],
  ["feed.resumed", "update", "resumed the feed {target}"],
  ["feed.replayed", "send", "sent entries to {target} again", "notice"],
  ["feed.failed", "send", "{target} did not take its entries", "warning"],
  ["feed.recovered", "send", "{target} took its entries again", "notice"],
]);

const webhooks = actionRows("integrations", "webhook", [
  ["webhook.created", "create", "created {target}", "notice"],
  ["webhook.updated", "update", "changed {target}", "notice"],
  ["webhook.secret_rotated", "update", "rotated the secret of {target}", "notice"],
  ["webhook.replayed", "send", "sent an event to {target} again"],
  ["webhook.deleted", "delete", "deleted {target}"],
  ["webhook.tested", "execute", "tested {target}"],
  ["webhook.delivered", "send", "sent an event to {target}"],
  ["webhook.failed", "send", "{target} did not accept an event", "warning"],
]);

const siemStreams = actionRows("integrations", "siem_stream", [
  ["siem_stream.created", "create", "created {target}", "notice"],
  ["siem_stream.updated", "update", "changed {target}", "notice"],
  ["siem_stream.paused", "update", "paused {target}", "warning"],
  ["siem_stream.resumed", "update", "resumed {target}"],
  ["siem_stream.replayed", "send", "replayed {target}", "notice"],
  ["siem_stream.deleted", "delete", "deleted {target}", "warning"],
]);

const agents = actionRows("agents", "agent", [
  ["agent.installed", "create", "installed {target}"],
  ["agent.updated", "update", "changed {target}"],
  ["agent.removed", "delete", "removed {target}"],
]);

const scripts = actionRows("agents", "script", [
  ["agent.script_executed", "execute", "ran {target}", "notice"],
  ["script.created", "create", "created {target}"],
  ["script.updated", "update", "changed {target}", "notice"],
  ["script.deleted", "delete", "deleted {target}"],
]);

const devices = actionRows("agents", "device", [
  ["agent.command_executed", "execute", "ran a command on {target}", "notice"],
  ["agent.patch_installed", "execute", "installed a patch on {target}"],
  ["device.restarted", "execute", "restarted {target}"],
]);

const remoteSessions = actionRows("remote_sessions", "device", [
  ["remote_session.started", "execute", "started a remote session on {target}", "notice"],
  ["remote_session.ended", "execute", "ended a remote session on {target}"],
  ["remote_session.file_transferred", "export", "moved a file to or from {target}"],
  ["remote_session.recording_viewed", "view", "watched the recording of {target}"],
]);

const bulk = actionRows("bulk", null, [
  ["bulk.updated", "update", "changed {targets}", "notice"],
  ["bulk.tags_applied", "update", "tagged {targets}", "notice"],
  ["bulk.tags_removed", "update", "removed a tag from {targets}", "notice"],
  ["bulk.status_changed", "update", "changed the status of {targets}", "notice"],
  ["bulk.assigned", "update", "assigned {targets}", "notice"],
  ["bulk.merged", "update", "merged {targets}", "notice"],
  ["bulk.archived", "archive", "archived {targets}", "notice"],
  ["bulk.restored", "restore", "restored {targets}", "notice"],
  ["bulk.deleted", "delete", "deleted {targets}", "warning"],
]);

export const operationActions = [
  ...settings,
  ...savedViews,
  ...integrations,
  ...writeBacks,
  ...feeds,
  ...webhooks,
  ...siemStreams,
  ...agents,
  ...scripts,
  ...devices,
  ...remoteSessions,
  ...bulk,
];
