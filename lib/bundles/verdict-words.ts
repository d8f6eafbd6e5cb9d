import type { BundleFailure } from "@/lib/proof/bundle-failure";
import type { BundleFacts } from "@/lib/proof/bundle-verdict";

const exportWords = "who exported it cannot be told: the policy has no export key";

/** What an accepted bundle is, one sentence each: for the command line and for pages. */
export function describeBundle(facts: BundleFacts): string[] {
  const { entryCount, filter, exportKeys } = facts;
  const lines = [
    `${countWords(entryCount, "entry", "entries")} of ${facts.stream ?? facts.org}, which held ${facts.treeSize.toLocaleString("en")} as of ${facts.newestAsOf}`,
    `checkpoint ${facts.checkpointSize}, signed by ${facts.logKeys.join(" and ")}`,
    exportKeys.length > 0
      ? `exported ${facts.createdAt} by ${exportKeys.join(" and ")}`
      : `exported ${facts.createdAt}; ${exportWords}`,
  ];
  if (filter !== null) lines.push(`selected by ${filter}`);
  if (facts.fromTime !== null || facts.toTime !== null) {
    lines.push(`from ${facts.fromTime ?? "the start"} to ${facts.toTime ?? "the end"}`);
  }
  return [...lines, ...describeLimits(facts)];
}

/** What the reader must not read into it. */
function describeLimits(facts: BundleFacts): string[] {
  const lines: string[] = [];
  if (!facts.claims.includes("COMPLETE")) {
    lines.push("it does not show that these are all entries of the selection");
  }
  if (facts.partialCount > 0) {
    lines.push(
      `${countWords(facts.partialCount, "entry is", "entries are")} shown in part`,
    );
  }
  if (facts.stubCount > 0) {
    lines.push(
      `${countWords(facts.stubCount, "other entry is", "other entries are")} there as a stub, so that none can be missing`,
    );
  }
  if (facts.erasedCount > 0) {
    lines.push(
      `${countWords(facts.erasedCount, "value was", "values were")} erased, on record`,
    );
  }
  if (facts.prunedBelow > 0) {
    lines.push(`entries before #${facts.prunedBelow} were pruned, on record`);
  }
  if (facts.isDemo) lines.push("a demo organization: its clock was its loader's");
  return lines;
}

/** Where a bundle breaks, in one sentence. */
export function describeFailure({
  file,
  at,
  why,
  expected,
  found,
}: BundleFailure): string {
  const place = at === null ? file : `entry #${at} (${file})`;
  return `${place}: ${why}; expected ${expected}, found ${found}`;
}

function countWords(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
