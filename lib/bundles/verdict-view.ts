import type { BundleFacts, BundleVerdict } from "@/lib/proof/bundle-verdict";
import { listClaims } from "@/lib/proof/bundle-verdict";
import { describeBundle, describeFailure } from "./verdict-words";

/** A verdict as a page shows it: never "invalid" alone, always where and what holds. */
export type VerdictView = {
  tone: "good" | "bad" | "unknown";
  title: string;
  summary: string;
  claims: { claim: string; meaning: string }[];
  details: string[];
  held: string[];
};

const meanings: [word: string, meaning: string][] = [
  ["AUTHENTIC", "every entry shown is in the signed log, unchanged"],
  ["COMPLETE", "no entry of the range is missing"],
  ["NEWEST", "nothing newer was hidden as of that moment"],
  ["WITNESSED", "others outside signed the same checkpoint"],
  ["PARTIAL", "not everything is shown; what is missing is not proven either way"],
  ["ERASED", "values were erased later, and the log says so"],
];

export function viewVerdict(verdict: BundleVerdict): VerdictView {
  if (verdict.ok) return viewGood(verdict.facts, verdict.held);
  if (verdict.kind === "unknown_key") {
    return {
      tone: "unknown",
      title: "This cannot be checked with these keys",
      summary:
        "None of the keys given belongs to the log that signed it. Ask the log's operator for the key, by another way than this file.",
      claims: [],
      details: verdict.needs.map((key) => `needs ${key}`),
      held: [],
    };
  }
  const { failure, held } = verdict;
  const place = failure.at === null ? failure.file : `entry #${failure.at}`;
  return {
    tone: "bad",
    title: `This does not hold, at ${place}`,
    summary: describeFailure(failure),
    claims: [],
    details: [],
    held: held.length > 0 ? held : ["Nothing: trust none of it."],
  };
}

function viewGood(facts: BundleFacts, held: string[]): VerdictView {
  const claims = listClaims(facts).map((claim) => {
    const found = meanings.find(([word]) => claim.startsWith(word));
    return { claim, meaning: found?.[1] ?? "" };
  });
  return {
    tone: "good",
    title: "This bundle holds",
    summary: facts.isDemo
      ? "A demo organization: its clock was supplied by its loader."
      : `Checked here, entry by entry, against the signed checkpoint of ${facts.newestAsOf}.`,
    claims,
    details: describeBundle(facts),
    held,
  };
}
