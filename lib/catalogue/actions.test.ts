import { describe, expect, it } from "vitest";
import { actions, findAction } from "./actions";
import { aliases } from "./aliases";
import { isCategory } from "./categories";
import { severities } from "./severity";
import { baseForms } from "./tenses";
import { isVerb } from "./verbs";

/** design/product.md, What gets logged, in its own order. */
const promised: Record<string, string> = {
  "sign-in ok": "user.signed_in",
  "sign-in failed": "user.sign_in_failed",
  "MFA enrolled": "user.mfa_enrolled",
  "MFA challenged": "user.mfa_challenged",
  "MFA failed": "user.mfa_failed",
  "password reset requested": "user.password_reset_requested",
  "password changed": "user.password_changed",
  "magic link sent": "user.magic_link_sent",
  "magic link used": "user.magic_link_used",
  "SSO callback": "user.sso_callback_received",
  "session revoked": "session.revoked",
  "sign-out": "user.signed_out",
  "user invited": "user.invited",
  "user joined": "user.joined",
  "user created": "user.created",
  "user modified": "user.updated",
  "user disabled": "user.disabled",
  "user removed": "user.removed",
  "user role changed": "user.role_changed",
  "API key created": "api_key.created",
  "API key used": "api_key.used",
  "API key revoked": "api_key.revoked",
  "API key rotated": "api_key.rotated",
  "client created": "client.created",
  "client modified": "client.updated",
  "client archived": "client.archived",
  "client merged": "client.merged",
  "contact created": "contact.created",
  "contact modified": "contact.updated",
  "contact deleted": "contact.deleted",
  "portal access granted": "contact.portal_access_granted",
  "portal access revoked": "contact.portal_access_revoked",
  "ticket created": "ticket.created",
  "ticket updated": "ticket.updated",
  "ticket status changed": "ticket.status_changed",
  "ticket assigned": "ticket.assigned",
  "ticket merged": "ticket.merged",
  "ticket deleted": "ticket.deleted",
  "contract created": "contract.created",
  "contract modified": "contract.updated",
  "contract voided": "contract.voided",
  "invoice created": "invoice.created",
  "invoice sent": "invoice.sent",
  "invoice voided": "invoice.voided",
  "invoice paid": "invoice.paid",
  "settings: branding": "settings.branding_changed",
  "settings: retention": "settings.retention_changed",
  "settings: redaction": "settings.redaction_changed",
  "settings: customer matching": "settings.customer_matching_changed",
  "settings: notifications": "settings.notifications_changed",
  "integration created": "integration.created",
  "credentials saved": "integration.credentials_saved",
  "credentials rotated": "integration.credentials_rotated",
  "credentials deleted": "integration.credentials_deleted",
  "integration tested": "integration.tested",
  "integration synced": "integration.synced",
  "write-backs": "integration.write_back_sent",
  "script executed": "agent.script_executed",
  "remote session started": "remote_session.started",
  "remote session ended": "remote_session.ended",
  "bulk operations": "bulk.updated",
  "exports of entries": "export.completed",
  "exports of lists": "export.list_exported",
  "rule created": "rule.created",
  "rule edited": "rule.updated",
  "rule disabled": "rule.disabled",
  "rule fired": "rule.fired",
  workflows: "workflow.executed",
  projects: "project.created",
  files: "project.file_updated",
  "deployment started": "deployment.started",
  "deployment completed": "deployment.completed",
  "deployment failed": "deployment.failed",
  "deployment cancelled": "deployment.cancelled",
  "deployment approved": "deployment.approved",
  "deployment rejected": "deployment.rejected",
  "policy violations": "policy.violated",
  "feedback submissions": "feedback.submitted",
  "support submissions": "support_request.submitted",
  "rate limited": "api.rate_limited",
  "integrity warning": "security.integrity_warning",
  "verification run": "security.verification_run",
  "an entry's history": "entry.history_viewed",
  "an invoice download": "invoice.downloaded",
  "the client tab": "client.audit_viewed",
  "an export download": "export.downloaded",
};

const seedSpellings = [
  "integration_credentials_updated",
  "rule_fired",
  "ticket_created",
  "user.login",
  "user.invited",
  "project.file_created",
  "project.file_updated",
  "project.file_deleted",
  "policy.violation",
  "workflow.completed",
  "integration.updated",
  "create_ticket",
  "update_ticket_status",
  "acknowledge_alert",
  "time-entry",
];

const ownActions = [
  "access.denied",
  "api_key.refused",
  "organization.created",
  "log.stream_created",
  "log.pruned",
  "log.redacted",
  "log.hold_set",
  "import.started",
  "import.completed",
  "demo.loaded",
];

describe("the catalogue", () => {
  it.each(Object.entries(promised))("has the promised %s as %s", (_, id) => {
    expect(findAction(id)?.id).toBe(id);
  });

  it.each(seedSpellings)("understands %s, as the first products wrote it", (action) => {
    expect(findAction(action)).not.toBeNull();
  });

  it.each(ownActions)("has %s, which Custody itself writes", (action) => {
    expect(findAction(action)?.id).toBe(action);
  });

  it("has every id once, spelled object.verb_past", () => {
    const ids = actions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/);
  });

  it("gives every action a verb, a category and a severity that exist", () => {
    for (const row of actions) {
      expect(isVerb(row.verb), row.id).toBe(true);
      expect(isCategory(row.category), row.id).toBe(true);
      expect(severities, row.id).toContain(row.severity);
    }
  });

  it("names a kind of record wherever a sentence speaks of one", () => {
    for (const { id, entity, sentence } of actions) {
      const placeholders = [...sentence.matchAll(/\{.*?\}/g)].map(([found]) => found);
      expect(["", "{name}", "{target}", "{targets}"], id).toContain(placeholders.join());
      if (placeholders.includes("{target}")) expect(entity, id).not.toBeNull();
    }
  });

  it("can tell of every action as tried, unless its sentence tells of a mishap", () => {
    const mishaps = ["failed", "was", "went", "{target}"];
    for (const { id, sentence } of actions) {
      const [opening = ""] = sentence.split(" ");
      expect([...mishaps, ...Object.keys(baseForms)], id).toContain(opening);
    }
  });

  it("has no past tense that no sentence starts with", () => {
    const openings = new Set(actions.map(({ sentence }) => sentence.split(" ")[0]));
    openings.add("did");
    for (const past of Object.keys(baseForms)) expect(openings, past).toContain(past);
  });

  it("says every action in words that make sense without its record", () => {
    expect(findAction("ticket.status_changed")?.words).toBe(
      "Changed the status of a ticket",
    );
    expect(findAction("api_key.created")?.words).toBe("Created an API key");
    expect(findAction("deployment.failed")?.words).toBe("A deployment failed");
    expect(findAction("bulk.archived")?.words).toBe("Archived several records");
    expect(findAction("feedback.submitted")?.words).toBe("Submitted feedback");
    for (const { id, words } of actions) {
      expect(words, id).not.toMatch(/[{}]|something/);
    }
  });

  it("takes another spelling only for an action that it has by its own name", () => {
    const ids = new Set<string>(actions.map(({ id }) => id));
    for (const [alias, id] of Object.entries(aliases)) {
      expect(ids, alias).toContain(id);
      expect(ids, alias).not.toContain(alias);
    }
  });

  it("spells no two actions alike with underscores", () => {
    const spellings = actions.map(({ id }) => id.replace(".", "_"));
    expect(new Set(spellings).size).toBe(spellings.length);
  });

  it.each(["constructor", "__proto__", "toString", "", "ticket.exploded"])(
    "does not know %j",
    (action) => {
      expect(findAction(action)).toBeNull();
    },
  );
});
