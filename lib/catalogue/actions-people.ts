import { actionRows } from "./action-row";

const authentication = actionRows("authentication", "user", [
  ["user.signed_in", "login", "signed in"],
  ["user.sign_in_failed", "login", "failed to sign in", "notice"],
  ["user.locked_out", "login", "was locked out after failed sign-ins", "warning"],
  ["user.unlocked", "update", "unlocked {target}", "notice"],
  ["user.signed_out", "logout", "signed out"],
  ["user.sessions_revoked", "logout", "revoked every session of {target}", "notice"],
  ["user.sso_callback_received", "login", "returned from single sign-on"],
  ["user.reauthenticated", "login", "confirmed who they are"],
  ["user.mfa_enrolled", "update", "set up a second factor", "notice"],
  ["user.mfa_challenged", "send", "was asked for a second factor"],
  ["user.mfa_passed", "login", "passed the second factor"],
  ["user.mfa_failed", "login", "failed the second factor", "warning"],
  ["user.mfa_replaced", "update", "replaced the second factor of {target}", "notice"],
  ["user.mfa_removed", "update", "removed the second factor of {target}", "warning"],
  ["user.recovery_codes_created", "create", "made new recovery codes", "notice"],
  ["user.recovery_code_used", "login", "signed in with a recovery code", "notice"],
  ["user.password_reset_requested", "send", "asked for a password reset"],
  ["user.password_reset", "update", "reset the password of {target}", "notice"],
  ["user.password_changed", "update", "changed the password of {target}", "notice"],
  ["user.magic_link_sent", "send", "asked for a sign-in link"],
  ["user.magic_link_used", "login", "signed in with a link"],
  ["user.email_verified", "update", "verified the e-mail address of {target}"],
]);

const sessions = actionRows("authentication", "session", [
  ["session.revoked", "logout", "revoked {target}", "notice"],
  ["session.expired", "logout", "{target} expired"],
]);

const users = actionRows("users", "user", [
  ["user.invited", "create", "invited {target}"],
  ["user.invitation_resent", "send", "invited {target} again"],
  ["user.invitation_revoked", "delete", "withdrew the invitation of {target}"],
  ["user.joined", "create", "accepted the invitation"],
  ["user.created", "create", "created {target}"],
  ["user.updated", "update", "changed {target}"],
  ["user.disabled", "update", "disabled {target}", "notice"],
  ["user.enabled", "update", "enabled {target}", "notice"],
  ["user.removed", "delete", "removed {target}"],
  ["user.role_changed", "permission", "changed the role of {target}"],
  ["user.owner_granted", "permission", "made {target} an owner", "warning"],
  ["user.permission_granted", "permission", "granted a permission to {target}"],
  ["user.permission_revoked", "permission", "revoked a permission from {target}"],
  ["user.client_assigned", "permission", "assigned a client to {target}"],
  ["user.client_unassigned", "permission", "took a client away from {target}"],
  ["user.preferences_changed", "update", "changed the preferences of {target}"],
]);

const roles = actionRows("users", "role", [
  ["role.created", "create", "created {target}", "notice"],
  ["role.updated", "permission", "changed {target}"],
  ["role.deleted", "delete", "deleted {target}"],
]);

const apiKeys = actionRows("api_keys", "api_key", [
  ["api_key.created", "create", "created {target}", "notice"],
  ["api_key.updated", "update", "changed {target}", "notice"],
  ["api_key.used", "view", "used {target}"],
  ["api_key.refused", "login", "{target} was refused", "warning"],
  ["api_key.rotated", "update", "rotated {target}", "notice"],
  ["api_key.revoked", "permission", "revoked {target}"],
  ["api_key.expired", "update", "{target} expired"],
]);

export const peopleActions = [
  ...authentication,
  ...sessions,
  ...users,
  ...roles,
  ...apiKeys,
];
