import { actionRows } from "./action-row";

const rules = actionRows("rules", "rule", [
  ["rule.created", "create", "created {target}"],
  ["rule.updated", "update", "changed {target}", "notice"],
  ["rule.enabled", "update", "enabled {target}"],
  ["rule.disabled", "update", "disabled {target}", "notice"],
  ["rule.muted", "update", "muted {target}", "notice"],
  ["rule.unmuted", "update", "ended the mute of {target}"],
  ["rule.deleted", "delete", "deleted {target}"],
  ["rule.fired", "execute", "{target} fired", "notice"],
  ["rule.held_back", "other", "{target} fired too often and is held back", "warning"],
  ["rule.stopped", "update", "{target} was stopped to protect the log", "warning"],
]);

const alerts = actionRows("rules", "alert", [
  ["alert.acknowledged", "update", "acknowledged {target}"],
  ["alert.assigned", "update", "assigned {target}"],
  ["alert.note_added", "create", "added a note to {target}"],
  ["alert.muted", "update", "muted {target}", "notice"],
  ["alert.reopened", "update", "opened {target} again"],
  ["alert.resolved", "update", "resolved {target}"],
]);

const workflows = actionRows("workflows", "workflow", [
  ["workflow.created", "create", "created {target}"],
  ["workflow.updated", "update", "changed {target}"],
  ["workflow.enabled", "update", "enabled {target}"],
  ["workflow.disabled", "update", "disabled {target}", "notice"],
  ["workflow.executed", "execute", "ran {target}"],
  ["workflow.completed", "execute", "{target} finished"],
  ["workflow.failed", "execute", "{target} failed", "warning"],
  ["workflow.cancelled", "execute", "cancelled {target}", "notice"],
  ["workflow.deleted", "delete", "deleted {target}"],
]);

const projects = actionRows("projects", "project", [
  ["project.created", "create", "created {target}"],
  ["project.updated", "update", "changed {target}"],
  ["project.archived", "archive", "archived {target}"],
  ["project.restored", "restore", "restored {target}"],
  ["project.deleted", "delete", "deleted {target}"],
  ["project.member_added", "permission", "added a member to {target}"],
  ["project.member_removed", "permission", "removed a member from {target}"],
]);

const files = actionRows("files", "file", [
  ["project.file_created", "create", "added {target} to a project"],
  ["project.file_updated", "update", "changed {target} of a project"],
  ["project.file_deleted", "delete", "deleted {target} from a project"],
  ["file.uploaded", "create", "uploaded {target}"],
  ["file.updated", "update", "changed {target}"],
  ["file.downloaded", "export", "downloaded {target}"],
  ["file.shared", "permission", "shared {target}"],
  ["file.unshared", "permission", "stopped sharing {target}"],
  ["file.restored", "restore", "restored {target}"],
  ["file.deleted", "delete", "deleted {target}"],
]);

const deployments = actionRows("deployments", "deployment", [
  ["deployment.requested", "create", "asked for {target}"],
  ["deployment.approved", "approve", "approved {target}"],
  ["deployment.rejected", "approve", "rejected {target}", "notice"],
  ["deployment.started", "execute", "started {target}"],
  ["deployment.completed", "execute", "{target} finished"],
  ["deployment.failed", "execute", "{target} failed", "warning"],
  ["deployment.cancelled", "execute", "cancelled {target}", "notice"],
  ["deployment.rolled_back", "restore", "rolled {target} back", "notice"],
]);

const policies = actionRows("policies", "policy", [
  ["policy.created", "create", "created {target}"],
  ["policy.updated", "update", "changed {target}", "notice"],
  ["policy.enabled", "update", "enabled {target}"],
  ["policy.disabled", "update", "disabled {target}", "warning"],
  ["policy.deleted", "delete", "deleted {target}"],
  ["policy.violated", "other", "{target} was violated", "warning"],
  ["policy.exception_granted", "permission", "granted an exception from {target}"],
]);

export const workActions = [
  ...rules,
  ...alerts,
  ...workflows,
  ...projects,
  ...files,
  ...deployments,
  ...policies,
];
