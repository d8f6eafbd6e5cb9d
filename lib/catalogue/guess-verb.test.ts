import { describe, expect, it } from "vitest";
import { guessVerb } from "./guess-verb";
import { compounds, faintVerbWords, permissionNouns, verbWords } from "./verb-words";
import type { Verb } from "./verbs";
import { listWords } from "./words";

/** Names as GitHub, Okta, AWS, Google, Microsoft, Duo and others send them. */
const names: Partial<Record<Verb, string[]>> = {
  create: [
    "CreateUser",
    "CreateAccessKey",
    "CopyDBSnapshot",
    "CreateTrafficMirrorSession",
    "s3:PutObject",
    "repo.create",
    "org.invite_member",
    "workflows.created_workflow_run",
    "system.api_token.create",
    "Invite_external_user",
    "CREATE_ROLE",
    "admin_create",
  ],
  update: [
    "UpdateTrail",
    "ModifyDBInstance",
    "PasswordUpdated",
    "repository_secret_scanning_push_protection.disable",
    "secret_scanning_new_repos.disable",
    "org.disable_two_factor_requirement",
    "protected_branch.policy_override",
    "user.account.reset_password",
    "CHANGE_EMAIL_SETTING",
    "admin_single_sign_on_update",
    "Authentication_Methods_Policy_Update",
    "Update_conditional_access_policy",
    "shared_drive_settings_change",
    "user.settings.login_method.email_updated",
  ],
  delete: [
    "DeleteTrail",
    "TerminateInstances",
    "ScheduleKeyDeletion",
    "StartSecretVersionDelete",
    "repo.destroy",
    "DELETE_GMAIL_SETTING",
    "REMOVE_TRUSTED_DOMAINS",
    "Delete_conditional_access_policy",
    "delete_export",
    "trash",
  ],
  login: [
    "ConsoleLogin",
    "AssumeRole",
    "StartSession",
    "user.session.start",
    "user.authentication.sso",
    "Sign-in_activity",
    "login_success",
    "admin_lockout",
    "sso_login_failed",
    "user_login_succeeded",
  ],
  logout: ["logged_out", "TerminateSession", "user.session.end", "admin_sign_out"],
  view: [
    "GetSecretValue",
    "ListAttachedRolePolicies",
    "DescribeInstances",
    "LookupEvents",
    "BatchGetSecretValue",
    "application.user_membership.show_password",
    "bypass_view",
    "page.viewed",
    "GET_SAML_SETTINGS",
  ],
  sync: ["DEVICE_SYNC_EVENT", "group.sso.membership.sync"],
  export: [
    "StartExportTask",
    "CUSTOMER_TAKEOUT_CREATED",
    "download",
    "git.clone",
    "workspace.content_exported",
    "workspace_export_started",
  ],
  import: ["ImportKeyPair", "users_imported"],
  archive: ["repo.archived"],
  restore: ["RestoreDBInstanceFromDBSnapshot", "Restore_user", "deploy_rolled_back"],
  execute: [
    "RunInstances",
    "SendCommand",
    "StopLogging",
    "InvokeModel",
    "workflows.completed_workflow_run",
  ],
  send: ["SendSSHPublicKey", "delivery", "org_user_invite_sent"],
  approve: ["access_request.approved", "RejectVpcPeeringConnection"],
  permission: [
    "AttachUserPolicy",
    "PutRolePolicy",
    "AddRoleToInstanceProfile",
    "AddUserToGroup",
    "AuthorizeSecurityGroupIngress",
    "UpdateAssumeRolePolicy",
    "repo.add_member",
    "org.add_member",
    "repo.access",
    "org.set_default_workflow_permissions",
    "user.account.privilege.grant",
    "change_user_access",
    "change_document_visibility",
    "Add_member_to_role",
    "Add_member_to_role_in_PIM_completed_-permanent-",
    "Delete_role_assignment",
    "team_member_role_changed",
  ],
  other: [
    "in_progress",
    "system.org.rate_limit.warning",
    "gov_attack_warning",
    "x",
    "...",
  ],
};

const cases = Object.entries(names).flatMap(([verb, list]) =>
  list.map((name) => [name, verb] as const),
);

describe("the verb of an action that is not in the catalogue", () => {
  it.each(cases)("of %s is %s", (name, verb) => {
    expect(guessVerb(name)).toBe(verb);
  });
});

describe("the words that tell verbs", () => {
  it("stand for one verb each", () => {
    const lists = [...Object.values(verbWords), ...Object.values(faintVerbWords)];
    const words = lists.flatMap(listWords);
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
  });

  it("are written as they are looked up", () => {
    const lists = [...Object.values(verbWords), ...Object.values(faintVerbWords)];
    for (const word of [...lists, permissionNouns].flatMap(listWords)) {
      expect(word).toMatch(/^[a-z0-9]+(_[a-z]+)*$/);
    }
    for (const pair of Object.keys(compounds)) expect(pair).toMatch(/^[a-z]+ [a-z]+$/);
  });
});
