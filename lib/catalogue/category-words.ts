import type { CategoryId } from "./categories";

/** The first row that has a word of an unknown action's name gives its category. */
export const categoryWords: readonly (readonly [CategoryId, string])[] = [
  [
    "authentication",
    `authentication authenticate login logon logout signin signout lockout sso saml
     oidc mfa 2fa 2sv otp totp factor password passkey bypass`,
  ],
  ["api_keys", "api_key access_key access_token token scim"],
  ["exports", "export takeout"],
  ["remote_sessions", "remote_session rdp"],
  ["agents", "agent script command sensor patch"],
  ["deployments", "deployment deploy deployed build rollout pipeline"],
  ["workflows", "workflow playbook job automation"],
  [
    "security",
    `security firewall vulnerability threat attack suspicious compromised malware
     encryption secret trail logging log_group flow_log detector finding dependabot
     leak rate_limit`,
  ],
  ["rules", "rule ruleset alert detection"],
  ["tickets", "ticket issue incident"],
  ["contracts", "contract agreement sla"],
  ["billing", "invoice billing payment subscription quote cost license spend"],
  ["contacts", "contact"],
  ["feedback", "feedback survey"],
  [
    "integrations",
    `integration connector webhook hook application app oauth plugin installation
     principal`,
  ],
  ["policies", "policy access_policy guardrail compliance"],
  [
    "users",
    `user member membership group_membership role permission privilege team owner admin
     account collaborator moderator person`,
  ],
  ["clients", "client customer tenant"],
  ["projects", "project repo repository branch git board sprint"],
  ["files", "file document doc folder drive bucket object page attachment upload"],
  [
    "settings",
    `setting config configuration preference branding email org organization workspace
     calendar enterprise region`,
  ],
  [
    "assets",
    `asset device endpoint instance server host vm image volume snapshot network vpc
     subnet gateway route address certificate credential domain database db cluster`,
  ],
  ["users", "group"],
];
