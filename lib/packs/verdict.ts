import type { PackPart, PackVerdict, PartCheck } from "./model";

const listedMax = 100;

/** What the checks of all files come to; an entry in several files counts once. */
export function joinChecks(parts: readonly PackPart[]): PackVerdict {
  const checks = parts.flatMap(({ check }) => check ?? []);
  const altered = new Map(
    checks.flatMap((check) => check.altered.map((one) => [one.id, one] as const)),
  );
  const refused = parts.flatMap(({ name, check }) =>
    check?.refused ? [{ name, why: check.refused }] : [],
  );
  const alteredCount = Math.max(altered.size, most(checks, "alteredCount"));
  return {
    state: alteredCount === 0 && refused.length === 0 ? "holds" : "altered",
    checkedCount: most(checks, "checkedCount"),
    linkCount: most(checks, "linkCount"),
    alteredCount,
    altered: [...altered.values()].slice(0, listedMax),
    refused,
  };
}

function most(
  checks: readonly PartCheck[],
  name: "checkedCount" | "linkCount" | "alteredCount",
): number {
  return Math.max(0, ...checks.map((check) => check[name]));
}
