import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { EventInput } from "@/lib/entries/model";
import { github } from "@/lib/ingest/sources/github";
import type { JsonObject } from "@/lib/proof/json-value";
import { describeShared, sharedDir } from "@/testing/shared-data";

type Row = Pick<EventInput, "action" | "actor" | "target" | "outcome" | "changes">;

/** By file and line of the corpus; the names in them are the corpus' own. */
const spots = {
  "github/panther_test_events.ndjson": [
    [
      2,
      {
        action: "workflows.completed_workflow_run",
        actor: { type: "user", name: "github_handle" },
        target: {
          type: "workflow",
          id: "5555555555",
          name: "sync-panther-analysis-from-upstream",
        },
        outcome: "failed",
      },
    ],
    [
      18,
      {
        action: "issue_comment.created",
        actor: { type: "user", name: "malicious-user" },
        target: {
          type: "issue_comment",
          id: "123456",
          name: "Help needed",
          url: "https://github.com/org/repo/issues/1#issuecomment-123456",
        },
        outcome: "success",
      },
    ],
    [
      28,
      {
        action: "push",
        actor: { type: "user", name: "developer" },
        target: { type: "branch", id: "refs/heads/main", name: "main" },
        outcome: "success",
        changes: [{ path: "/head", before: "abc123", after: "def456" }],
      },
    ],
    [
      52,
      {
        action: "org.disable_two_factor_requirement",
        actor: { type: "user", name: "admin-user" },
        target: { type: "organization", name: "my-org" },
        outcome: "success",
      },
    ],
    [
      63,
      {
        action: "organization_moderators.add_user",
        actor: { type: "user", name: "sarah78" },
        target: { type: "user", name: "john1987" },
        outcome: "success",
      },
    ],
    [
      65,
      {
        action: "team.destroy",
        actor: { type: "user", name: "cat" },
        target: { type: "team", name: "my-org/my-team" },
        outcome: "success",
      },
    ],
    [
      95,
      {
        action: "repository_ruleset.update",
        actor: { type: "user", id: "999999999", name: "dog" },
        target: {
          type: "repository_ruleset",
          id: "1082915",
          name: "Name of org-wide ruleset",
        },
        outcome: "success",
        changes: [
          { path: "/ruleset_enforcement", before: "evaluate", after: "disabled" },
        ],
      },
    ],
    [
      104,
      {
        action: "git.clone",
        actor: { type: "user", id: "123456789", name: "acme-inc-user" },
        target: {
          type: "repository",
          name: "acme-inc/a-repo",
          url: "https://github.com/acme-inc/a-repo",
        },
        outcome: "success",
      },
    ],
    [
      153,
      {
        action: "workflows.created_workflow_run",
        actor: { type: "integration", id: "12345678", name: "github-actions[bot]" },
        target: { type: "workflow", id: "123456789", name: "Your Workflow" },
        outcome: "success",
      },
    ],
  ],
} satisfies Record<string, [number, Row][]>;

function mapped(record: JsonObject) {
  const result = github.map(record);
  if (!result.ok) throw new Error(result.reason.detail);
  return result.value;
}

function rowAt(file: string, line: number): Row {
  const lines = readFileSync(`${sharedDir}corpus/open/${file}`, "utf8").split("\n");
  const [first] = mapped(JSON.parse(lines[line - 1] ?? ""));
  if (first === undefined) throw new Error("nothing was mapped");
  const { action, actor, target, outcome, changes } = first.event;
  return { action, actor, target, outcome, changes };
}

describeShared("GitHub records of the corpus", () => {
  it.each(spots["github/panther_test_events.ndjson"])(
    "line %i of panther_test_events.ndjson reads as it happened",
    (line, row) => {
      expect(rowAt("github/panther_test_events.ndjson", line)).toEqual(row);
    },
  );
});

describe("GitHub records", () => {
  it("an edit shows the former and the new title", () => {
    const [edit] = mapped({
      action: "edited",
      issue: { number: 7, title: "New", user: { login: "ann" } },
      changes: { title: { from: "Old" } },
      repository: { full_name: "acme/site" },
      sender: { login: "ann", id: 12, type: "User" },
    });
    expect(edit?.event).toEqual({
      action: "issues.edited",
      actor: { type: "user", id: "12", name: "ann" },
      target: { type: "issue", id: "7", name: "New" },
      targets: [
        { type: "repository", name: "acme/site", url: "https://github.com/acme/site" },
      ],
      outcome: "success",
      changes: [{ path: "/title", before: "Old", after: "New" }],
    });
  });

  it("the audit log's document id identifies the record", () => {
    const record = { action: "repo.create", _document_id: "d-1", actor: "ann" };
    expect(mapped(record)[0]).toMatchObject({ vendor: "github", recordId: "d-1" });
    expect(mapped(record)[0]?.vendorRecord).toBe(record);
  });

  it("a record without an action is refused by name", () => {
    expect(github.map({ actor: "ann" })).toEqual({
      ok: false,
      reason: { pointer: "/action", detail: "a GitHub record has an action" },
    });
  });
});
