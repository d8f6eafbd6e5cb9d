import type { Change } from "@/lib/entries/model";
import { changesBetween, pointerTo } from "@/lib/ingest/changes";
import { type ActorDraft, onlyRecord, type TargetDraft } from "@/lib/ingest/draft";
import { objectAt, objectsAt, textAt, valueAt } from "@/lib/ingest/lookup";
import type { MapResult } from "@/lib/ingest/model";
import { failure } from "@/lib/kit/result";
import { isJsonObject, type JsonObject } from "@/lib/proof/json-value";

/** A delivery's event name travels in a header, so the body's own parts must tell it. */
const subjects: [event: string, ...keys: string[]][] = [
  ["workflow_run", "workflow_run"],
  ["workflow_job", "workflow_job"],
  ["check_run", "check_run"],
  ["pull_request_review", "review"],
  ["issue_comment", "comment", "issue"],
  ["pull_request_review_comment", "comment", "pull_request"],
  ["commit_comment", "comment"],
  ["pull_request", "pull_request"],
  ["issues", "issue"],
  ["release", "release"],
  ["deployment", "deployment"],
  ["member", "member"],
  ["team", "team"],
  ["installation", "installation"],
  ["gollum", "pages"],
  ["push", "commits"],
  ["push", "ref"],
  ["repository", "repository"],
  ["organization", "organization"],
];

const failedRuns = new Set(["failure", "timed_out", "startup_failure"]);

export function isWebhook(record: JsonObject): boolean {
  return ["repository", "sender", "pusher", "organization"].some((name) =>
    isJsonObject(record[name]),
  );
}

export function mapWebhook(record: JsonObject): MapResult {
  const subject = subjects.find(([, ...keys]) =>
    keys.every((key) => (record[key] ?? null) !== null),
  );
  if (subject === undefined) {
    const detail = "no part of this GitHub delivery says what it is about";
    return failure({ pointer: "", detail });
  }
  const [event, key = event] = subject;
  const action = textAt(record, "action");
  const part = objectAt(record, key) ?? {};
  const conclusion = textAt(part, "conclusion");
  const failed = failedRuns.has(conclusion ?? "");
  return onlyRecord({
    vendor: "github",
    action: action === null || action === event ? event : `${event}.${action}`,
    occurred: occurredIn(record, part),
    actor: actorOf(record, part),
    targets: [...targetsOf(record, event, part), repositoryOf(record)],
    outcome: failed ? "failed" : "success",
    reason: failed ? conclusion : null,
    changes: changesOf(record, part),
    metadata: metadataOf(record, part),
    record,
    recordId: null,
  });
}

function occurredIn(record: JsonObject, part: JsonObject) {
  const names = ["completed_at", "submitted_at", "updated_at", "created_at"];
  const found = names
    .map((name) => valueAt(part, name))
    .find((time) => time !== undefined);
  const commit = objectsAt(record, "commits").at(-1) ?? {};
  return found ?? valueAt(commit, "timestamp") ?? valueAt(record, "p_event_time");
}

function actorOf(record: JsonObject, part: JsonObject): ActorDraft {
  const person =
    objectAt(record, "sender") ?? objectAt(part, "user") ?? objectAt(record, "pusher");
  const name = textAt(person ?? {}, "login", "name");
  if (person === null || name === null) return { type: "system", name: "GitHub" };
  const isBot = textAt(person, "type") === "Bot" || name.endsWith("[bot]");
  return {
    type: isBot ? "integration" : "user",
    id: textAt(person, "id"),
    email: textAt(person, "email"),
    name,
  };
}

function targetsOf(
  record: JsonObject,
  event: string,
  part: JsonObject,
): (TargetDraft | null)[] {
  if (event === "repository") return [];
  if (event === "push") return [branchOf(record)];
  if (event === "gollum") {
    return objectsAt(record, "pages").map((page) => ({
      type: "wiki_page",
      name: textAt(page, "page_name", "title"),
      url: textAt(page, "html_url"),
    }));
  }
  const discussed = objectAt(record, "pull_request", "issue") ?? {};
  return [
    {
      type: event.replace(/^issues$/, "issue"),
      id: textAt(part, "id", "number") ?? textAt(discussed, "number"),
      name:
        textAt(part, "title", "name", "tag_name", "login") ?? textAt(discussed, "title"),
      url: textAt(part, "html_url", "run_url"),
    },
  ];
}

function branchOf(record: JsonObject): TargetDraft {
  const ref = textAt(record, "ref") ?? "";
  const isTag = ref.startsWith("refs/tags/");
  return {
    type: isTag ? "tag" : "branch",
    id: ref,
    name: ref.replace(/^refs\/(heads|tags)\//, ""),
  };
}

function repositoryOf(record: JsonObject): TargetDraft | null {
  const name = textAt(record, "repository.full_name");
  if (name === null) return null;
  const url = textAt(record, "repository.html_url") ?? `https://github.com/${name}`;
  return { type: "repository", id: textAt(record, "repository.id"), name, url };
}

/**
 * An edit sends only the former values (`changes.title.from`); the part has the new
 * ones.
 */
function changesOf(record: JsonObject, part: JsonObject): Change[] {
  const edits = Object.entries(objectAt(record, "changes") ?? {}).flatMap(
    ([name, edit]) =>
      changesBetween(pointerTo(name), valueAt(edit, "from"), valueAt(part, name)),
  );
  const head = changesBetween(
    pointerTo("head"),
    valueAt(record, "before"),
    valueAt(record, "after"),
  );
  return [...edits, ...head];
}

function metadataOf(record: JsonObject, part: JsonObject): JsonObject {
  const commits = objectsAt(record, "commits");
  return {
    org: textAt(record, "organization.login"),
    state: textAt(part, "state", "status"),
    branch: textAt(part, "head_branch"),
    runner: textAt(part, "runner_name"),
    head_repository: textAt(part, "head_repository.full_name", "head.repo.full_name"),
    commits: commits.length === 0 ? null : commits.length,
    message: textAt(record, "head_commit.message"),
    visibility: textAt(record, "repository.visibility"),
  };
}
