import type { Verb } from "./verbs";

/** What an unknown action does, by the words of its name; past tenses count as well. */
export const verbWords: Partial<Record<Verb, string>> = {
  create: `
    create creation add insert put new register invite generate upload provision
    install open submit publish allocate copy enroll issue post join comment append`,
  update: `
    update modify modification change set patch edit rename move assign unassign
    attach detach associate disassociate enable disable activate deactivate suspend
    unsuspend lock unlock block unblock ban isolate reset rotate replace merge close
    reopen dismiss resolve acknowledge override transfer tag untag configure adjust
    renew extend mark push convert link unlink toggle write save upgrade downgrade
    void pay paid leave`,
  delete: `
    delete deletion remove removal destroy terminate purge drop erase wipe trash
    discard deregister unregister uninstall deprovision release unenroll clear
    expire prune withdraw`,
  login: "login logon signin authenticate impersonate assume lockout",
  logout: "logout logoff signout",
  view: `
    get list describe view read show lookup search query browse fetch inspect check
    head preview accessed`,
  sync: "sync synchronize synchronise replicate",
  export: "export download takeout dump clone extract",
  import: "import ingest",
  archive: "archive",
  restore: "restore recover undelete unarchive rollback",
  send: "send sent notify deliver delivery forward dispatch resend reply",
  approve: "approve approval reject decline accept deny",
  permission: `
    grant revoke authorize authorise share unshare elevate delegate consent permit`,
};

/** Words that say only how far something went; they count when nothing else is said. */
export const faintVerbWords: Partial<Record<Verb, string>> = {
  login: "authentication sso saml mfa 2fa 2sv otp",
  execute: `
    execute run ran start stop end restart reboot trigger fire launch invoke
    schedule deploy process perform complete finish fail failover cancel abort pause
    resume test verify encrypt decrypt use`,
};

/** Nouns of who may do what: adding, removing or changing them changes permissions. */
export const permissionNouns = `
  access acl assignment collaborator entitlement group_membership member membership
  moderator owner permission privilege role visibility`;

/** Two words that mean one thing, so that neither is taken for a verb or noun alone. */
export const compounds: Record<string, string> = {
  "access key": "access_key",
  "access log": "access_log",
  "access point": "access_point",
  "access policy": "access_policy",
  "access token": "access_token",
  "api key": "api_key",
  "api token": "api_key",
  "conditional access": "conditional_access",
  "deploy key": "api_key",
  "flow log": "flow_log",
  "from group": "group_membership",
  "lock out": "lockout",
  "log group": "log_group",
  "log in": "login",
  "log off": "logoff",
  "log on": "logon",
  "log out": "logout",
  "logged in": "login",
  "logged out": "logout",
  "public key": "api_key",
  "rate limit": "rate_limit",
  "remote control": "remote_session",
  "remote session": "remote_session",
  "roll back": "rollback",
  "rolled back": "rollback",
  "service key": "api_key",
  "sign in": "signin",
  "sign on": "signin",
  "sign out": "signout",
  "signed in": "signin",
  "signed out": "signout",
  "to group": "group_membership",
};

/** Names whose words mislead, from the vendors' own reference pages. */
export const exceptions: Record<string, Verb> = {
  "git.fetch": "export",
  "repo.access": "permission",
  FAILED_PASSWORD_ATTEMPTS_EVENT: "login",
  GetFederationToken: "login",
  GetSessionToken: "login",
  GetSigninToken: "login",
  SendCommand: "execute",
  email_forwarding_out_of_domain: "update",
};
