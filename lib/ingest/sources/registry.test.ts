import { createReadStream } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventSchema, type MappedRecord } from "@/lib/entries/model";
import { streamRecords } from "@/lib/ingest/formats/record-stream";
import type { RecordFormat } from "@/lib/ingest/records";
import { findSource, listSources } from "@/lib/ingest/sources/registry";
import type { JsonValue } from "@/lib/proof/json-value";
import { describeShared, sharedDir } from "@/testing/shared-data";

/** Lines that are no record of the vendor: alert summaries, rule verdicts, a bare null. */
const files: [source: string, file: string, mapped: number, refused: number][] = [
  ["github", "github/panther_test_events.ndjson", 166, 0],
  ["okta", "okta/panther_test_events.ndjson", 64, 26],
  ["aws_cloudtrail", "aws_cloudtrail/panther_test_events.ndjson", 440, 1],
  ["aws", "aws_cloudtrail/invictus_stratus_attack.ndjson", 2900, 0],
  ["cloudtrail", "aws_cloudtrail/otrf_ec2_proxy_s3_exfiltration.ndjson", 103, 0],
  ["cloudtrail", "aws_cloudtrail/stratus_detonation_logs.ndjson", 310, 0],
  ["entra_id", "entra_id_signin/panther_test_events.ndjson", 46, 0],
  ["azure", "entra_id_audit/otrf_goldensaml_AADAuditEvents.ndjson", 4, 0],
  ["google", "google_workspace/panther_test_events.ndjson", 100, 5],
  ["gworkspace", "google_workspace_reports/panther_test_events.ndjson", 18, 0],
  ["duo", "duo/panther_test_events.ndjson", 35, 0],
  ["csv", "aws_cloudtrail/otrf_s3_honeybucket.csv", 301, 0],
];

/** Names that mappers look for, so that random records reach past the first check. */
const knownNames = [
  ...["outcome", "target", "targets", "changes", "events", "parameters", "id", "client"],
  ...["userIdentity", "requestParameters", "resources", "items", "sessionContext"],
  ...["activityDisplayName", "initiatedBy", "targetResources", "modifiedProperties"],
  ...["repository", "sender", "commits", "pull_request", "issue", "pages", "ref", "org"],
  ...["description", "user", "value", "status", "timestamp", "metadata", "displayName"],
];

async function mapFile(source: string, file: string) {
  const mapper = findSource(source);
  const format: RecordFormat = file.endsWith(".csv") ? "csv" : "ndjson";
  const mapped: MappedRecord[] = [];
  let refused = 0;
  const bytes = createReadStream(`${sharedDir}corpus/open/${file}`);
  for await (const streamed of streamRecords(bytes, format)) {
    const result = streamed.ok ? mapper?.map(streamed.record) : undefined;
    if (result?.ok) mapped.push(...result.value);
    else refused += 1;
  }
  return { mapped, refused };
}

describeShared("the corpus", () => {
  it.each(files)("every %s record of %s becomes an event", async (...row) => {
    const [source, file, mappedCount, refusedCount] = row;
    const { mapped, refused } = await mapFile(source, file);
    expect([mapped.length, refused]).toEqual([mappedCount, refusedCount]);
    for (const { event, vendorRecord } of mapped) {
      expect(eventSchema.safeParse(event).error).toBeUndefined();
      expect(event.actor).toBeDefined();
      expect(vendorRecord).not.toBeNull();
    }
  });
});

describe("sources", () => {
  it("are found by name and by the words people use", () => {
    const words = ["AWS", "Azure AD", "entra-id", "GSuite", "Google Workspace", "csv"];
    const found = words.map((word) => findSource(word)?.source);
    expect(found).toEqual([
      "cloudtrail",
      "entra",
      "entra",
      "google_workspace",
      "google_workspace",
      "csv",
    ]);
  });

  it("that nobody knows are not found", () => {
    expect(findSource("nessus")).toBeNull();
  });

  it.each(listSources())("$source never throws, whatever it is sent", ({ map }) => {
    const words = ["constructor", "__proto__", "toString", "", "a\u0000", "é 🙂"];
    const names = ["action", "eventName", "eventType", "name", "type", "result", "actor"];
    const word = fc.constantFrom<JsonValue>(...words, null, 1e300, -1, true, {}, [[]]);
    const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        word,
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names, ...knownNames), tie("tree")),
      ),
    }));
    const record = fc.dictionary(fc.constantFrom(...names, ...knownNames), tree);
    const holds = fc.property(record, (sent) => {
      const result = map(sent);
      if (!result.ok) return result.reason.detail !== "";
      return result.value.every(({ event }) => eventSchema.safeParse(event).success);
    });
    fc.assert(holds, { numRuns: 2000 });
  });

  it("share no name or alias", () => {
    const names = listSources().flatMap(({ source, aliases }) => [source, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });
});
