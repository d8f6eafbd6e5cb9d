import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fitAction } from "@/lib/ingest/draft";
import { describeShared, sharedDir } from "@/testing/shared-data";
import { isCategory } from "./categories";
import { describeAction } from "./describe";
import { isVerb, type Verb } from "./verbs";

/** Where each product writes what happened. */
const nameKeys: Record<string, string[]> = {
  aws_cloudtrail: ["eventName"],
  duo: ["action"],
  entra_id_audit: ["operationName", "activityDisplayName", "OperationName"],
  entra_id_signin: ["operationName", "activityDisplayName"],
  github: ["action"],
  google_workspace: ["name"],
  google_workspace_reports: ["name"],
  okta: ["eventType"],
};

/** Names that say nothing of what was done. */
const speechless = [
  "DEVICE_COMPROMISED_EVENT",
  "SUSPICIOUS_ACTIVITY_EVENT",
  "bypass_detele",
  "gov_attack_warning",
  "in_progress",
  "requested",
  "system.agent.ad.unknown_event",
  "system.org.rate_limit.warning",
];

describeShared("the action names of real records", () => {
  const folders = Object.keys(nameKeys);

  it.each(folders)("of %s all have a verb, a category and words", (folder) => {
    const names = listNames(folder);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const description = describeAction(name);
      expect(isVerb(description.verb), name).toBe(true);
      expect(isCategory(description.category), name).toBe(true);
      expect(description.words, name).not.toBe("");
    }
  });

  it("are all understood but for those that say nothing", () => {
    const names = folders.flatMap(listNames);
    const others = names.filter((name) => describeAction(name).verb === "other");
    expect([...new Set(others)].sort()).toEqual(speechless);
  });

  it.each<[string, RegExp, Verb]>([
    [
      "aws_cloudtrail",
      /^(Get|List|Describe)(?!(Federation|Session|Signin)Token)/,
      "view",
    ],
    ["aws_cloudtrail", /^(Delete|Terminate)(?!Session)/, "delete"],
    ["aws_cloudtrail", /^Create/, "create"],
    ["github", /\.(destroy|delete)$/, "delete"],
    ["github", /\.(enable|disable|update)$/, "update"],
    ["entra_id_signin", /^Add_member/, "permission"],
    ["google_workspace", /login/, "login"],
  ])("of %s that match %s are each %s", (folder, pattern, verb) => {
    const names = listNames(folder).filter((name) => pattern.test(name));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(describeAction(name).verb, name).toBe(verb);
  });
});

function listNames(folder: string): string[] {
  const place = join(sharedDir, "corpus/open", folder);
  const files = readdirSync(place).filter((file) => file.endsWith(".ndjson"));
  const lines = files.flatMap((file) =>
    readFileSync(join(place, file), "utf8").split("\n"),
  );
  const names = lines
    .filter((line) => line !== "")
    .flatMap((line) => {
      const record: Record<string, unknown> = JSON.parse(line);
      return (nameKeys[folder] ?? []).flatMap((key) => findTexts(record, key));
    });
  return [...new Set(names.map(fitAction))].filter((name) => name !== "");
}

/** Google keeps the name in `events[].name`, Microsoft may in `properties`. */
function findTexts(value: unknown, key: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === key && typeof inner === "string") return [inner];
    return ["events", "properties"].includes(name) || Array.isArray(value)
      ? findTexts(inner, key)
      : [];
  });
}
