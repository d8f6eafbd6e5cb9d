import { type Policy, parsePolicy, policyOfKeys } from "@/lib/proof/policy";
import { parseVerifierKey } from "@/lib/proof/verifier-key";

/** Reads what a person pastes: a policy, or the log's keys alone. Throws FormatError. */
export function parseTrust(text: string): Policy {
  if (/^\s*(?:(?:log|witness|group|quorum)\s|#)/m.test(text)) return parsePolicy(text);
  const keys = text.split(/[\s,]+/).filter((key) => key !== "");
  return policyOfKeys(keys.map(parseVerifierKey));
}
