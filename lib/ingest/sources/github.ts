import type { Outcome } from "@/lib/entries/model";
import { changesBetween, pairedChanges, pointerTo } from "@/lib/ingest/changes";
import { type ActorDraft, onlyRecord, type TargetDraft } from "@/lib/ingest/draft";
import { objectAt, objectsAt, textAt, valueAt, wordIn } from "@/lib/ingest/lookup";
import type { MapResult, SourceMapper } from "@/lib/ingest/model";
import { isWebhook, mapWebhook } from "@/lib/ingest/sources/github-webhook";
import { failure } from "@/lib/kit/result";
import type { JsonObject } from "@/lib/proof/json-value";

/** The organisation and enterprise audit log, and webhook deliveries. */
export const github: SourceMapper = {
  source: "github",
  vendor: "github",
  aliases: ["github_audit", "github_webhook", "gh"],
  map: (record) => (isWebhook(record) ? mapWebhook(record) : mapAudit(record)),
};

const failedRuns = new Set(["failure", "timed_out", "startup_failure"]);

function mapAudit(record: JsonObject): MapResult {
  const action = textAt(record, "action");
  if (action === null) {
    return failure({ pointer: "/action", detail: "a GitHub record has an action" });
  }
  return onlyRecord({
    vendor: "github",
    action,
    category: /failed_login|^user\.(log|sign)_?(in|out)$/.test(action)
      ? "authentication"
      : undefined,
    occurred:
      valueAt(record, "created_at") ??
      valueAt(record, "@timestamp") ??
      valueAt(record, "at_sign_timestamp") ??
      valueAt(record, "p_event_time"),
    actor: actorOf(record),
    targets: targetsOf(record, action),
    outcome: outcomeOf(record, action),
    reason: failedConclusion(record) ?? textAt(record, "reason"),
    changes: [...pairedChanges(record), ...rulesetChanges(record)],
    address: textAt(record, "actor_ip"),
    userAgent: textAt(record, "user_agent"),
    requestId: textAt(record, "request_id"),
    metadata: metadataOf(record),
    record,
    recordId: textAt(record, "_document_id"),
  });
}

function actorOf(record: JsonObject): ActorDraft {
  const name = textAt(record, "actor");
  if (name === null || name === "github") return { type: "system", name: "GitHub" };
  const isBot = valueAt(record, "actor_is_bot") === true || name.endsWith("[bot]");
  const identity = textAt(record, "external_identity_nameid");
  return {
    type: isBot ? "integration" : "user",
    id: textAt(record, "actor_id"),
    email: identity?.includes("@") ? identity : null,
    name,
  };
}

/**
 * From the most specific to the least: what the action names, its repository, its owner.
 */
function targetsOf(record: JsonObject, action: string): TargetDraft[] {
  const object = action.split(".")[0] ?? "";
  const owner = ownerOf(record);
  const specific = [subjectOf(record, object), personOf(record, action)];
  const ownerFirst = object === "org" ? [owner, repositoryOf(record)] : null;
  const found = [...specific, ...(ownerFirst ?? [repositoryOf(record)])];
  const targets = found.filter((target) => target !== null);
  return targets.length === 0 && owner !== null ? [owner] : targets;
}

function personOf(record: JsonObject, action: string): TargetDraft | null {
  const name = textAt(record, "user");
  const isAbout = name !== textAt(record, "actor") || /member|user/.test(action);
  if (name === null || !isAbout) return null;
  return { type: "user", id: textAt(record, "user_id"), name };
}

function repositoryOf(record: JsonObject): TargetDraft | null {
  const name = textAt(record, "repo", "repository");
  if (name === null) return null;
  const url = `https://github.com/${name}`;
  return { type: "repository", id: textAt(record, "repo_id"), name, url };
}

function ownerOf(record: JsonObject): TargetDraft | null {
  const organization = textAt(record, "org");
  if (organization !== null) {
    return { type: "organization", id: textAt(record, "org_id"), name: organization };
  }
  const name = textAt(record, "business");
  const id = textAt(record, "business_id");
  return name === null ? null : { type: "enterprise", id, name };
}

function subjectOf(record: JsonObject, object: string): TargetDraft | null {
  const found: Record<string, [id: string | null, name: string | null]> = {
    team: [textAt(record, "team_id"), textAt(record, "team", "data.team")],
    hook: [
      textAt(record, "hook_id", "data.hook_id"),
      textAt(record, "config.url", "data.config.url"),
    ],
    repository_ruleset: [textAt(record, "ruleset_id"), textAt(record, "ruleset_name")],
    workflows: [
      textAt(record, "workflow_run_id", "workflow_id"),
      textAt(record, "name", "workflow_id"),
    ],
    integration_installation: [null, textAt(record, "name", "integration")],
    repository_vulnerability_alert: [
      textAt(record, "alert_number"),
      textAt(record, "ghsa_id"),
    ],
    secret_scanning_alert: [textAt(record, "number"), null],
    protected_branch: [null, textAt(record, "branch", "name")],
  };
  const [id, name] = wordIn(found, object) ?? [null, null];
  const type = object === "workflows" ? "workflow" : object;
  return id === null && name === null ? null : { type, id, name };
}

function outcomeOf(record: JsonObject, action: string): Outcome {
  const failed = failedConclusion(record) !== null || /failed/.test(action);
  return failed ? "failed" : "success";
}

function failedConclusion(record: JsonObject): string | null {
  const conclusion = textAt(record, "conclusion");
  return conclusion !== null && failedRuns.has(conclusion) ? conclusion : null;
}

function rulesetChanges(record: JsonObject) {
  return objectsAt(record, "ruleset_rules_updated").flatMap((rule) =>
    changesBetween(
      pointerTo("ruleset_rules", textAt(rule, "type", "id") ?? "rule"),
      objectAt(rule, "old_parameters") ?? undefined,
      objectAt(rule, "parameters") ?? undefined,
    ),
  );
}

function metadataOf(record: JsonObject): JsonObject {
  return {
    org: textAt(record, "org"),
    business: textAt(record, "business"),
    operation: textAt(record, "operation_type"),
    visibility: textAt(record, "visibility"),
    access: textAt(record, "programmatic_access_type"),
    transport: textAt(record, "transport_protocol_name", "protocol_name"),
    country: textAt(record, "actor_location.country_code"),
    event: textAt(record, "event"),
    branch: textAt(record, "head_branch"),
  };
}
