import { Badge, type BadgeTone } from "@/components/ui/badge";
import { severityWords } from "@/lib/alerts/model";
import type { RuleSeverity } from "@/lib/rules/model";

const tones: Record<RuleSeverity, BadgeTone> = {
  low: "quiet",
  medium: "plain",
  high: "amber",
  critical: "red",
};

export function SeverityMark({ severity }: { severity: RuleSeverity }) {
  return <Badge tone={tones[severity]}>{severityWords[severity]}</Badge>;
}
